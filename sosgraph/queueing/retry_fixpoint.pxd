# cython: language_level=3
# The types of retry_fixpoint.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.locals(tried=double)
cpdef double attempts(double failing, double most, budget=*) except? -1.0

cdef int _HALVINGS
cdef double _NEARLY, _HARDLY
cdef int _COUNTED

@cython.locals(low=double, high=double, chance=double)
cpdef double repeating(double retried, double most) except? -1.0

@cython.locals(nearly_all=cython.bint, same=cython.bint, last=double, total=double, following=double, left=double)
cpdef double repeated(double again, double most, double allowed=*) except? -1.0

@cython.locals(low=double, high=double, wanted=double, share=double)
cpdef double afforded(double again, double vain, double refused, double most, double budget) except? -1.0

cpdef double unanswered(double failing, double tried) except? -1.0
