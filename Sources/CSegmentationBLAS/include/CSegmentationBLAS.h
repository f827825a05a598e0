// The only door to BLAS and LAPACK.
//
// Matrices are column-major here, as Fortran wants them; dimensions are 32-bit integers, and
// the caller has checked that they fit. Nothing else in the package knows Fortran.

#ifndef CSEGMENTATIONBLAS_H
#define CSEGMENTATIONBLAS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: BLAS

/// result := alpha * op(left) * op(right) + beta * result, of `rows` x `columns`.
void segmentation_gemm(bool transposes_left, bool transposes_right, int32_t rows,
                       int32_t columns, int32_t inner, double alpha, const double *left,
                       int32_t left_stride, const double *right, int32_t right_stride,
                       double beta, double *result, int32_t result_stride);

/// result := op(matrix) * vector, for a matrix of `rows` x `columns`.
void segmentation_gemv(bool transposes, int32_t rows, int32_t columns, const double *matrix,
                       int32_t stride, const double *vector, double *result);

/// Adds matrix * matrixᵀ to the upper triangle of `result`, for a matrix of `rows` x `columns`.
void segmentation_syrk(int32_t rows, int32_t columns, const double *matrix, int32_t stride,
                       double *result, int32_t result_stride);

// MARK: LAPACK
//
// Each returns LAPACK's INFO. Those with a workspace tell its size when `work_size` is -1: in
// `work[0]`, and in `integer_work[0]` for the integers.

/// Cholesky factor of the upper triangle of `matrix`, in its place: matrix = UᵀU.
int32_t segmentation_potrf(int32_t size, double *matrix, int32_t stride);

/// Solves UᵀU x = b for each of `count` columns b of `right_sides`, in their place.
int32_t segmentation_potrs(int32_t size, int32_t count, const double *factor, int32_t stride,
                           double *right_sides, int32_t right_stride);

/// The upper triangle of the inverse of UᵀU, in the place of the factor.
int32_t segmentation_potri(int32_t size, double *factor, int32_t stride);

/// Eigenvalues, ascending, and eigenvectors as columns in the place of `matrix`, of which the
/// upper triangle is read.
int32_t segmentation_syevd(int32_t size, double *matrix, int32_t stride, double *values,
                           double *work, int32_t work_size, int32_t *integer_work,
                           int32_t integer_work_size);

/// Singular values, descending, and the first min(rows, columns) singular vectors: left ones as
/// columns, right ones as rows. `matrix` is overwritten; `integer_work` has 8 times as many
/// elements as there are singular values.
int32_t segmentation_gesdd(int32_t rows, int32_t columns, double *matrix, int32_t stride,
                           double *values, double *left, int32_t left_stride, double *right,
                           int32_t right_stride, double *work, int32_t work_size,
                           int32_t *integer_work);

/// The solution of least length among those that come nearest to `right_sides`, in their place;
/// these have max(rows, columns) rows. Singular values below `tolerance` times the largest count
/// as 0. `matrix` is overwritten.
int32_t segmentation_gelsd(int32_t rows, int32_t columns, int32_t count, double *matrix,
                           int32_t stride, double *right_sides, int32_t right_stride,
                           double *values, double tolerance, int32_t *rank, double *work,
                           int32_t work_size, int32_t *integer_work);

// MARK: The library behind it

/// The libraries that this file tells apart.
typedef enum segmentation_blas_kind {
  SEGMENTATION_BLAS_UNKNOWN,
  SEGMENTATION_BLAS_REFERENCE,
  SEGMENTATION_BLAS_OPENBLAS,
  SEGMENTATION_BLAS_MKL,
  SEGMENTATION_BLAS_BLIS,
  SEGMENTATION_BLAS_FLEXIBLAS,
  SEGMENTATION_BLAS_ACCELERATE,
} segmentation_blas_kind;

/// The library that answers `segmentation_gemm`.
segmentation_blas_kind segmentation_blas_library(void);

/// What the library says about its version and configuration, or null.
const char *segmentation_blas_configuration(void);

/// The processor whose code the library runs, or null when it does not say.
const char *segmentation_blas_core(void);

/// A processor whose code suits this machine far better, when the library took it for one from
/// before AVX2; else null.
const char *segmentation_blas_better_core(void);

/// The number of threads that the library may use, or 0 when it does not say.
int32_t segmentation_blas_thread_count(void);

/// Sets the number of threads of the library, for the whole process; does nothing when the
/// library has no such function.
void segmentation_blas_set_thread_count(int32_t count);

/// Ends the threads that the library has started, if it has and can; it starts them again when it
/// needs them. Nobody may be calling the library meanwhile.
void segmentation_blas_stop_threads(void);

#ifdef __cplusplus
}
#endif

#endif
