# cython: language_level=3
# The types of force.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.final
cdef class Force:
    cdef int[::1] _ends
    cdef int[::1] _members
    cdef int[::1] _nets_ends
    cdef int[::1] _nets
    cdef double[::1] _place
    cdef double[::1] _middle
    cdef int[::1] _order
    cdef int[::1] _best
    cdef int[::1] _line
    cdef int[::1] _spare

    @cython.locals(
        ends=cython.int[::1], members=cython.int[::1], count=cython.Py_ssize_t, at=cython.Py_ssize_t, number=cython.Py_ssize_t,
        total=cython.int, net=cython.Py_ssize_t, kept=cython.int,
    )
    cdef _turn(self)

    @cython.locals(
        order=cython.int[::1], place=cython.double[::1], shortest=double, stale=cython.int, length=double, at=cython.Py_ssize_t,
    )
    cpdef pulled(self, int sweeps)

    @cython.locals(
        line=cython.int[::1], spare=cython.int[::1], place=cython.double[::1], count=cython.Py_ssize_t, runs=cython.Py_ssize_t,
        begin=cython.Py_ssize_t, middle=cython.Py_ssize_t, end=cython.Py_ssize_t, left=cython.Py_ssize_t,
        right=cython.Py_ssize_t, at=cython.Py_ssize_t,
    )
    cdef _line_up(self)

    @cython.locals(
        ends=cython.int[::1], members=cython.int[::1], place=cython.double[::1], length=double, net=cython.Py_ssize_t,
        first=cython.Py_ssize_t, last=cython.Py_ssize_t, least=double, most=double, total=double, here=double,
        at=cython.Py_ssize_t,
    )
    cdef double _measured(self) except -1

    @cython.locals(
        ends=cython.int[::1], nets=cython.int[::1], at=cython.Py_ssize_t, number=cython.Py_ssize_t, first=cython.Py_ssize_t,
        last=cython.Py_ssize_t, total=double, other=cython.Py_ssize_t,
    )
    cdef _move(self)
