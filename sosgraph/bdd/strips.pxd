# cython: language_level=3
# The types of strips.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

cdef Py_ssize_t _WIDE
cdef unsigned long long _ALL
cdef int _OTHER
cdef int _ALL_NEEDED
cdef int _ANY_NEEDED


@cython.final
cdef class Strips:
    cdef Py_ssize_t _size
    cdef Py_ssize_t _strips
    cdef int[::1] _order
    cdef int[::1] _needs
    cdef int[::1] _starts
    cdef int[::1] _arguments
    cdef int[::1] _ends
    cdef int[::1] _kinds
    cdef unsigned long long[::1] _planes
    cdef unsigned long long[::1] _words

    @cython.locals(
        source=cython.Py_ssize_t, number=cython.Py_ssize_t, strip=cython.Py_ssize_t, begin=cython.Py_ssize_t,
        word=cython.Py_ssize_t,
    )
    cpdef put(self, some, const unsigned long long[::1] drawn)

    @cython.locals(
        words=cython.ulonglong[::1], strip=cython.Py_ssize_t, begin=cython.Py_ssize_t, word=cython.Py_ssize_t,
    )
    cpdef bytes word(self, Py_ssize_t number)

    @cython.locals(strip=cython.Py_ssize_t, base=cython.Py_ssize_t, place=cython.Py_ssize_t, end=cython.Py_ssize_t)
    cpdef find(self)

    @cython.locals(
        place=cython.Py_ssize_t, to=cython.Py_ssize_t, word=cython.Py_ssize_t, changing=cython.int, offset=cython.Py_ssize_t,
        bits=cython.ulonglong,
    )
    cdef void _grow(self, Py_ssize_t begin, Py_ssize_t end, Py_ssize_t base) noexcept

    @cython.locals(
        to=cython.Py_ssize_t, offset=cython.Py_ssize_t, at=cython.Py_ssize_t, begin=cython.Py_ssize_t, end=cython.Py_ssize_t, word=cython.Py_ssize_t,
        one=cython.ulonglong, two=cython.ulonglong, three=cython.ulonglong, four=cython.ulonglong,
    )
    cdef void _write(self, Py_ssize_t place, Py_ssize_t base) noexcept

    @cython.locals(
        begin=cython.Py_ssize_t, end=cython.Py_ssize_t, threshold=cython.Py_ssize_t, planes=cython.Py_ssize_t,
        above=cython.ulonglong, at=cython.Py_ssize_t, argument=cython.Py_ssize_t, carry=cython.ulonglong,
        plane=cython.Py_ssize_t, was=cython.ulonglong, equal=cython.ulonglong,
    )
    cdef unsigned long long _counted(self, Py_ssize_t place, Py_ssize_t offset) noexcept
