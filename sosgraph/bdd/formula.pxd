# cython: language_level=3
# The types of formula.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

cdef long long _TRUE
cdef long long _FALSE

@cython.locals(
    top=cython.Py_ssize_t, position=cython.Py_ssize_t, head=cython.longlong, argument=cython.longlong, needed=list, place=list,
    kept=list, arguments=tuple,
)
cpdef pruned(long long variables, gates, long long root)


@cython.final
cdef class GateTable:
    cdef readonly long long variables
    cdef readonly list gates
    cdef dict _numbers

    @cython.locals(kept=list, value=cython.longlong, distinct=dict, disjunction=cython.bint)
    cpdef literal(self, long long need, arguments)

    cpdef joined(self, bint conjunction, arguments)

    @cython.locals(number=cython.longlong, need=cython.longlong, arguments=tuple)
    cpdef tuple parts(self, long long literal, bint conjunction)

    @cython.locals(in_order=list, negated=cython.bint)
    cdef _hashed(self, long long need, list arguments)


@cython.locals(
    first=cython.longlong, gates=list, uses=list, argument=cython.longlong, head=cython.longlong, table=GateTable, literal=dict,
    private=set, made=cython.longlong, found=cython.longlong, number=cython.longlong,
)
cpdef rewritten(formula, lists=*)

@cython.locals(
    found=list, gone=set, position=cython.Py_ssize_t, need=cython.longlong, arguments=tuple, conjunction=cython.bint, kept=list,
    pending=list, value=cython.longlong, head=cython.longlong, inner=tuple,
)
cdef list _without_links(long long first, list gates, list uses)

@cython.locals(conjunction=cython.bint, arguments=tuple, joined=list, value=cython.longlong, head=cython.longlong, inner=tuple)
cdef long long _joined(GateTable table, long long literal, set private) except? -1
