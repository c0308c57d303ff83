# cython: language_level=3
# The types of counting.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

@cython.locals(
    leaf_of=cython.int[::1], least=cython.int[::1], size=cython.int[::1], start=cython.longlong[::1], nodes=cython.Py_ssize_t,
    end=cython.longlong, node=cython.Py_ssize_t, leaf=cython.Py_ssize_t, one=cython.Py_ssize_t, other=cython.Py_ssize_t,
    count=cython.double[::1], to=cython.Py_ssize_t, at=cython.Py_ssize_t, own=cython.Py_ssize_t, total=double,
)
cpdef exact_counts(int[:] level, int[:] taken, int[:] left, leaves, Py_ssize_t root)

@cython.locals(
    end=cython.longlong, work=cython.longlong, node=cython.Py_ssize_t, leaf=cython.Py_ssize_t, one=cython.Py_ssize_t,
    other=cython.Py_ssize_t, low=cython.int, high=cython.int,
)
cdef long long _sizes(
    int[:] level, int[:] taken, int[:] left, int[::1] leaf_of, int[::1] least, int[::1] size, long long[::1] start
) except -1
