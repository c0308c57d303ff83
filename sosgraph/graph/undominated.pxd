# cython: language_level=3
# The types of undominated.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.final
cdef class Undominated:
    cdef int[::1] _rank
    cdef int[::1] _first
    cdef int[::1] _marked
    cdef int[::1] _common
    cdef int[::1] _degree
    cdef int[::1] _begins
    cdef int[::1] _starts
    cdef int[::1] _ends
    cdef int[::1] _order
    cdef int[::1] _items
    cdef int _count
    cdef readonly long long looks

    @cython.locals(taken=list, before=cython.int, items=list, one=cython.int)
    cpdef tuple of(self, sets)

    @cython.locals(
        total=cython.int, number=cython.int, one=tuple, element=cython.int, starts=cython.int[::1], ends=cython.int[::1],
        order=cython.int[::1], items=cython.int[::1],
    )
    cdef _read(self, sets)

    @cython.locals(starts=cython.int[::1], ends=cython.int[::1], items=cython.int[::1], marked=cython.int[::1], first=cython.int[::1], 
        order=cython.int[::1], count=cython.int, following=cython.int[::1], place=cython.int, one=cython.int, at=cython.int,
        least=cython.int,
    )
    cdef _leave_out_supersets(self)

    @cython.locals(starts=cython.int[::1], ends=cython.int[::1], 
        longest=cython.int, place=cython.int, one=cython.int, length=cython.int, begins=cython.int[::1], order=cython.int[::1],
    )
    cdef int[::1] _by_length(self)

    @cython.locals(starts=cython.int[::1], ends=cython.int[::1], items=cython.int[::1], marked=cython.int[::1], first=cython.int[::1], at=cython.int, other=cython.int, inside=cython.int)
    cdef int _contains(self, int one, int[::1] following) noexcept

    @cython.locals(alone=list, place=cython.int, one=cython.int, at=cython.int, count=cython.int, element=cython.int)
    cdef list _single(self)

    @cython.locals(
        present=cython.int[::1], holding=cython.int[::1], gone=cython.int, place=cython.int, element=cython.int,
        one=cython.int, at=cython.int, end=cython.int,
    )
    cdef int _leave_out_replaced(self) except -1

    @cython.locals(starts=cython.int[::1], ends=cython.int[::1], items=cython.int[::1], degree=cython.int[::1], begins=cython.int[::1], 
        present=cython.int[::1], holding=cython.int[::1], total=cython.int, kinds=cython.int, place=cython.int,
        element=cython.int, one=cython.int, at=cython.int,
    )
    cdef tuple _holding(self)

    @cython.locals(starts=cython.int[::1], ends=cython.int[::1], items=cython.int[::1], common=cython.int[::1], place=cython.int, one=cython.int, at=cython.int)
    cdef void _count_common(self, int element, int[::1] holding, int step) noexcept

    @cython.locals(items=cython.int[::1], common=cython.int[::1], rank=cython.int[::1], at=cython.int, other=cython.int, lighter=cython.int, degree=cython.int)
    cdef int _replaced(self, int element, int one) noexcept
