# cython: language_level=3
# The types of turning.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.graph.block cimport Block

cdef int[::1] _PLACES
cdef unsigned long long _BRUIJN
cdef unsigned long long _ALL


cdef unsigned long long ones(unsigned long long word) noexcept

@cython.final
cdef class Counter:
    cdef Py_ssize_t _words
    cdef unsigned long long[::1] _digits

    @cython.locals(waiting=cython.ulonglong, lowest=cython.ulonglong)
    cdef void add(self, unsigned long long bits, int times, Py_ssize_t place) noexcept

    @cython.locals(was=cython.ulonglong)
    cdef void _carry(self, unsigned long long carry, Py_ssize_t place) noexcept

    @cython.locals(
        found=cython.int[::1], word=cython.Py_ssize_t, digit=cython.int, bit=cython.int, bits=cython.ulonglong,
        worth=cython.int,
    )
    cdef counts(self)


@cython.locals(
    times=cython.int[::1], words=cython.Py_ssize_t, counter=Counter, row=cython.int, at=cython.Py_ssize_t,
    word=cython.Py_ssize_t, mask=cython.int, chunk=cython.int, bits=cython.ulonglong,
)
cpdef sizes(Block block, int[::1] watched)

@cython.locals(
    words=cython.Py_ssize_t, columns=cython.int, each=cython.int[::1], table=cython.int[::1], column=cython.int,
    begin=cython.Py_ssize_t, high=cython.int, octet=cython.int, at=cython.Py_ssize_t, found=cython.int, chunk=cython.int,
    word=cython.Py_ssize_t, bits=cython.ulonglong, row=cython.int,
)
cpdef add_variables(Block block, int[::1] carried, int[::1] total)

@cython.locals(
    words=cython.Py_ssize_t, result=cython.ulonglong[::1], square=cython.ulonglong[::1], group=cython.Py_ssize_t,
    begin=cython.Py_ssize_t, end=cython.Py_ssize_t, mask=cython.int, place=cython.Py_ssize_t, word=cython.Py_ssize_t,
    count=cython.ulonglong, at=cython.Py_ssize_t, bits=cython.ulonglong,
)
cpdef turned(Block block, int[::1] rows, Py_ssize_t length)

@cython.locals(row=cython.int, bits=cython.ulonglong, rest=cython.ulonglong, place=cython.Py_ssize_t)
cdef void _move(
    unsigned long long[::1] square, int height, unsigned long long[::1] result, Py_ssize_t base, Py_ssize_t length
) noexcept

cdef unsigned long long _shifted(unsigned long long word, int place) noexcept

@cython.locals(width=cython.int, mask=cython.ulonglong, row=cython.int, swapped=cython.ulonglong)
cdef void _turn(unsigned long long[::1] square) noexcept
