# cython: language_level=3
# The types of absorbed.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

@cython.locals(
    true=list, false=list, first=cython.longlong, top=cython.longlong, known_true=list, known_false=list, found=list,
    changed=cython.bint, position=cython.Py_ssize_t, need=cython.longlong, arguments=tuple, side=cython.int,
    place=cython.Py_ssize_t, argument=cython.longlong, asked=cython.longlong, head=cython.longlong,
)
cpdef absorbed(formula, bint backwards=*)

@cython.locals(
    first=cython.longlong, size=cython.longlong, true=list, false=list, bit=list, number=cython.longlong, need=cython.longlong,
    listed=tuple,
)
cpdef facts_of(formula)

@cython.locals(argument=cython.longlong)
cdef void _conjunction(list true, list false, long long literal, tuple arguments)

@cython.locals(uses=list, argument=cython.longlong, bits=list, arguments=tuple)
cdef list _bits(formula)
