# cython: language_level=3
# The types of counting.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.graph.block cimport Block


@cython.locals(
    count=cython.int, adder=Adder, times=cython.int[::1], waiting=cython.int[::1], chosen=cython.int[::1], row=cython.int,
    at=cython.int, digit=cython.int, size=cython.int, left=cython.int, place=cython.int, first=cython.int,
)
cpdef sizes(Block block, int[::1] watched, int settled)

@cython.final
cdef class Adder:
    cdef Block _block
    cdef unsigned long long[::1] _digits
    cdef int[::1] _begins
    cdef unsigned long long[::1] _carries

    @cython.locals(block=Block, chunk=cython.int, count=cython.Py_ssize_t, place=cython.Py_ssize_t)
    cdef void add(self, int[::1] places, Py_ssize_t first, Py_ssize_t last, int digit) noexcept

    @cython.locals(
        place=cython.Py_ssize_t, begin=cython.Py_ssize_t, end=cython.Py_ssize_t, word=cython.Py_ssize_t, one=cython.ulonglong,
        other=cython.ulonglong, either=cython.ulonglong,
    )
    cdef Py_ssize_t _begun(self, Py_ssize_t count, Py_ssize_t digit) noexcept

    @cython.locals(
        some=cython.int, place=cython.Py_ssize_t, word=cython.Py_ssize_t, one=cython.ulonglong, other=cython.ulonglong,
        either=cython.ulonglong,
    )
    cdef void _carry(self, Py_ssize_t count, Py_ssize_t digit) noexcept

    @cython.locals(
        found=cython.int[::1], word=cython.Py_ssize_t, digit=cython.int, bit=cython.int, bits=cython.ulonglong,
    )
    cdef counts(self, int settled)

@cython.locals(
    words=cython.Py_ssize_t, columns=cython.int, each=cython.int[::1], table=cython.int[::1], column=cython.int,
    begin=cython.Py_ssize_t, high=cython.int, octet=cython.int, at=cython.Py_ssize_t, found=cython.int, chunk=cython.int,
    word=cython.Py_ssize_t, bits=cython.ulonglong, row=cython.int,
)
cpdef add_variables(Block block, int[::1] carried, int[::1] total)
