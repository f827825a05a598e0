// The Fortran symbols of BLAS and LAPACK, with one calling convention for all platforms.
//
// There every argument is a pointer. gfortran and its relatives append the length of each
// CHARACTER argument as a hidden size_t; Accelerate's headers do not.

#ifndef SEGMENTATION_FORTRAN_H
#define SEGMENTATION_FORTRAN_H

#include <stddef.h>
#include <stdint.h>

#if defined(__APPLE__)
#define ACCELERATE_NEW_LAPACK 1
#include <Accelerate/Accelerate.h>
#define LENGTHS_1
#define LENGTHS_2
#else
#define LENGTHS_1 , (size_t)1
#define LENGTHS_2 , (size_t)1, (size_t)1

void dgemm_(const char *transa, const char *transb, const int32_t *m, const int32_t *n,
            const int32_t *k, const double *alpha, const double *a, const int32_t *lda,
            const double *b, const int32_t *ldb, const double *beta, double *c,
            const int32_t *ldc, size_t, size_t);
#endif

#endif
