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
    cdef int[::1] _given
    cdef unsigned long long[::1] _reached
    cdef int _size
    cdef int _words
    cdef int _chunks
    cdef int _top
    cdef int _first
    cdef int _begin
    cdef int _same
    cdef int _apart

    @cython.locals(row=cython.int, end=cython.int, some=cython.ulonglong, one=cython.int, arc=cython.int)
    cdef void _reach(self) noexcept

    @cython.locals(size=cython.int, begin=cython.int, row=cython.int, share=cython.ulonglong)
    cpdef fill(self, int first)

    @cython.locals(column=cython.int, count=cython.int, own=cython.bint)
    cdef _settle(self, int row)

    @cython.locals(
        count=cython.int, counted=cython.int, last=cython.int, arc=cython.int, at=cython.int, more=cython.int,
    )
    cdef int _noted(self, int row) noexcept

    @cython.locals(changing=cython.int, row=cython.int, mask=cython.int, at=cython.int)
    cdef _sweep(self, int begin, int end)

    @cython.locals(
        changed=cython.int, old=cython.Py_ssize_t, new=cython.Py_ssize_t, chunk=cython.int, word=cython.Py_ssize_t,
    )
    cdef int _overwritten(self, Py_ssize_t at, int mask) noexcept

    @cython.locals(threshold=cython.int, mask=cython.int, column=cython.int)
    cdef int _fresh(self, int row, int count) except -1

    @cython.locals(word=cython.Py_ssize_t)
    cdef int _nothing(self) noexcept

    @cython.locals(one=cython.ulonglong)
    cdef unsigned long long _bit(self, int place) noexcept

    @cython.locals(
        new=cython.Py_ssize_t, mask=cython.int, grown=cython.ulonglong, last=cython.Py_ssize_t, place=cython.int,
        chunk=cython.int, one=cython.ulonglong, two=cython.ulonglong, three=cython.ulonglong, four=cython.ulonglong,
        old=cython.Py_ssize_t,
    )
    cdef int _union(self, int count) noexcept

    @cython.locals(
        mask=cython.int, left=cython.int, place=cython.int, chunk=cython.int, word=cython.Py_ssize_t, bits=cython.ulonglong,
    )
    cdef int _intersection(self, int count) noexcept

    @cython.locals(
        mask=cython.int, some=cython.int, planes=cython.int, place=cython.int, chunk=cython.int, word=cython.Py_ssize_t,
        bits=cython.ulonglong,
    )
    cdef int _counted(self, int count, int threshold) noexcept

    @cython.locals(
        plane=cython.int, place=cython.int, carry=cython.ulonglong, was=cython.ulonglong, above=cython.ulonglong,
        equal=cython.ulonglong,
    )
    cdef unsigned long long _counted_word(self, int count, Py_ssize_t word, int planes, int threshold) noexcept

@cython.locals(most=cython.int, row=cython.Py_ssize_t)
cdef int _most(int[::1] starts)
