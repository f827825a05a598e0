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
