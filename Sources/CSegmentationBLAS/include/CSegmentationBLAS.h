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

/// The number of threads that the library may use, or 0 when it does not say.
int32_t segmentation_blas_thread_count(void);

/// Sets the number of threads of the library, for the whole process; does nothing when the
/// library has no such function.
void segmentation_blas_set_thread_count(int32_t count);

#ifdef __cplusplus
}
#endif

#endif
