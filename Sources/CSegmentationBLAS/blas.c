#include "CSegmentationBLAS.h"
#include "fortran.h"

void segmentation_gemm(bool transposes_left, bool transposes_right, int32_t rows,
                       int32_t columns, int32_t inner, double alpha, const double *left,
                       int32_t left_stride, const double *right, int32_t right_stride,
                       double beta, double *result, int32_t result_stride) {
  dgemm_(transposes_left ? "T" : "N", transposes_right ? "T" : "N", &rows, &columns, &inner,
         &alpha, left, &left_stride, right, &right_stride, &beta, result,
         &result_stride LENGTHS_2);
}

void segmentation_gemv(bool transposes, int32_t rows, int32_t columns, const double *matrix,
                       int32_t stride, const double *vector, double *result) {
  const int32_t step = 1;
  const double one = 1, zero = 0;
  dgemv_(transposes ? "T" : "N", &rows, &columns, &one, matrix, &stride, vector, &step, &zero,
         result, &step LENGTHS_1);
}

void segmentation_syrk(int32_t rows, int32_t columns, const double *matrix, int32_t stride,
                       double *result, int32_t result_stride) {
  const double one = 1;
  dsyrk_("U", "N", &rows, &columns, &one, matrix, &stride, &one, result,
         &result_stride LENGTHS_2);
}
