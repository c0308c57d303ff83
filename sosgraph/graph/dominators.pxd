# cython: language_level=3
# The types of dominators.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.locals(
    starts=cython.int[::1], heads=cython.int[::1], size=cython.int, order=cython.int[::1], place=cython.int[::1],
    begins=cython.int[::1], tails=cython.int[::1], position=cython.int, found=cython.int[::1], changing=cython.int,
    vertex=cython.int, nearest=cython.int, arc=cython.int, tail=cython.int, result=list,
)
cpdef list immediate_dominators(adjacency)

@cython.locals(
    size=cython.int, order=cython.int[::1], path=cython.int[::1], following=cython.int[::1], seen=cython.int[::1],
    done=cython.int, top=cython.int, vertex=cython.int, arc=cython.int, end=cython.int, head=cython.int,
)
cdef _from_root(int[::1] starts, int[::1] heads)

@cython.locals(arc=cython.int, total=cython.int, position=cython.int, vertex=cython.int)
cdef _reverse(
    int[::1] order, int[::1] place, int[::1] starts, int[::1] heads, int[::1] begins, int[::1] tails
)
