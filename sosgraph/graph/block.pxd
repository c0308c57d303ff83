# cython: language_level=3
# The types of block.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.final
cdef class Block:
    cdef int[::1] _enough
    cdef int[::1] _starts
    cdef int[::1] _heads
    cdef int[::1] _ends
    cdef int[::1] _columns
    cdef int[::1] _column_of
    cdef int[::1] _place
    cdef int[::1] _masks
    cdef unsigned long long[::1] _rows
    cdef unsigned long long[::1] _planes
    cdef int _size
    cdef int _words
    cdef int _chunks
    cdef int _room
    cdef int _top
    cdef int _first
    cdef int _begin
    cdef int _same

    @cython.locals(size=cython.int, begin=cython.int, row=cython.int)
    cpdef fill(self, int first)

    @cython.locals(one=cython.int, several=cython.int, column=cython.int, arc=cython.int, at=cython.int)
    cdef _settle(self, int row)

    @cython.locals(changing=cython.int, row=cython.int, mask=cython.int, at=cython.int)
    cdef _sweep(self, int begin, int end)

    @cython.locals(
        changed=cython.int, old=cython.Py_ssize_t, new=cython.Py_ssize_t, chunk=cython.int, word=cython.Py_ssize_t,
    )
    cdef int _overwritten(self, Py_ssize_t at, int mask) noexcept

    @cython.locals(
        threshold=cython.int, count=cython.int, mask=cython.int, column=cython.int, base=cython.Py_ssize_t,
        chunk=cython.int, word=cython.Py_ssize_t,
    )
    cdef int _fresh(self, int row) except -1

    @cython.locals(one=cython.ulonglong)
    cdef unsigned long long _bit(self, int place) noexcept

    @cython.locals(
        new=cython.Py_ssize_t, mask=cython.int, last=cython.int, grown=cython.ulonglong, arc=cython.int, at=cython.int,
        old=cython.Py_ssize_t, more=cython.int, chunk=cython.int, word=cython.Py_ssize_t, was=cython.ulonglong,
        bits=cython.ulonglong,
    )
    cdef int _union(self, int row) noexcept

    @cython.locals(
        new=cython.Py_ssize_t, mask=cython.int, left=cython.int, begin=cython.int, arc=cython.int, at=cython.int,
        chunk=cython.int, word=cython.Py_ssize_t, some=cython.ulonglong, bits=cython.ulonglong,
        words=cython.Py_ssize_t,
    )
    cdef int _intersection(self, int row) noexcept

    @cython.locals(
        new=cython.Py_ssize_t, mask=cython.int, left=cython.int, planes=cython.int, arc=cython.int, at=cython.int,
        chunk=cython.int, word=cython.Py_ssize_t, some=cython.ulonglong, bits=cython.ulonglong,
    )
    cdef int _counted(self, int row, int threshold) noexcept

    @cython.locals(
        plane=cython.int, arc=cython.int, at=cython.Py_ssize_t, carry=cython.ulonglong, was=cython.ulonglong,
        above=cython.ulonglong, equal=cython.ulonglong,
    )
    cdef unsigned long long _counted_word(self, int row, int chunk, Py_ssize_t word, int planes, int threshold) noexcept

    @cython.locals(rows=cython.ulonglong[::1], masks=cython.int[::1])
    cdef _grow(self)
