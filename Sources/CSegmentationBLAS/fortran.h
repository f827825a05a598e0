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
void dgemv_(const char *trans, const int32_t *m, const int32_t *n, const double *alpha,
            const double *a, const int32_t *lda, const double *x, const int32_t *incx,
            const double *beta, double *y, const int32_t *incy, size_t);
void dsyrk_(const char *uplo, const char *trans, const int32_t *n, const int32_t *k,
            const double *alpha, const double *a, const int32_t *lda, const double *beta,
            double *c, const int32_t *ldc, size_t, size_t);
void dpotrf_(const char *uplo, const int32_t *n, double *a, const int32_t *lda, int32_t *info,
             size_t);
void dpotrs_(const char *uplo, const int32_t *n, const int32_t *nrhs, const double *a,
             const int32_t *lda, double *b, const int32_t *ldb, int32_t *info, size_t);
void dpotri_(const char *uplo, const int32_t *n, double *a, const int32_t *lda, int32_t *info,
             size_t);
void dsyevd_(const char *jobz, const char *uplo, const int32_t *n, double *a,
             const int32_t *lda, double *w, double *work, const int32_t *lwork, int32_t *iwork,
             const int32_t *liwork, int32_t *info, size_t, size_t);
void dgesdd_(const char *jobz, const int32_t *m, const int32_t *n, double *a,
             const int32_t *lda, double *s, double *u, const int32_t *ldu, double *vt,
             const int32_t *ldvt, double *work, const int32_t *lwork, int32_t *iwork,
             int32_t *info, size_t);
void dgelsd_(const int32_t *m, const int32_t *n, const int32_t *nrhs, double *a,
             const int32_t *lda, double *b, const int32_t *ldb, double *s, const double *rcond,
             int32_t *rank, double *work, const int32_t *lwork, int32_t *iwork, int32_t *info);
#endif

#endif
