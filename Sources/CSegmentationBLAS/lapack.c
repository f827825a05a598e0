#include "CSegmentationBLAS.h"
#include "fortran.h"

int32_t segmentation_potrf(int32_t size, double *matrix, int32_t stride) {
  int32_t info = 0;
  dpotrf_("U", &size, matrix, &stride, &info LENGTHS_1);
  return info;
}

int32_t segmentation_potrs(int32_t size, int32_t count, const double *factor, int32_t stride,
                           double *right_sides, int32_t right_stride) {
  int32_t info = 0;
  dpotrs_("U", &size, &count, factor, &stride, right_sides, &right_stride, &info LENGTHS_1);
  return info;
}

int32_t segmentation_potri(int32_t size, double *factor, int32_t stride) {
  int32_t info = 0;
  dpotri_("U", &size, factor, &stride, &info LENGTHS_1);
  return info;
}

int32_t segmentation_syevd(int32_t size, double *matrix, int32_t stride, double *values,
                           double *work, int32_t work_size, int32_t *integer_work,
                           int32_t integer_work_size) {
  int32_t info = 0;
  dsyevd_("V", "U", &size, matrix, &stride, values, work, &work_size, integer_work,
          &integer_work_size, &info LENGTHS_2);
  return info;
}

int32_t segmentation_gesdd(int32_t rows, int32_t columns, double *matrix, int32_t stride,
                           double *values, double *left, int32_t left_stride, double *right,
                           int32_t right_stride, double *work, int32_t work_size,
                           int32_t *integer_work) {
  int32_t info = 0;
  dgesdd_("S", &rows, &columns, matrix, &stride, values, left, &left_stride, right,
          &right_stride, work, &work_size, integer_work, &info LENGTHS_1);
  return info;
}

int32_t segmentation_gelsd(int32_t rows, int32_t columns, int32_t count, double *matrix,
                           int32_t stride, double *right_sides, int32_t right_stride,
                           double *values, double tolerance, int32_t *rank, double *work,
                           int32_t work_size, int32_t *integer_work) {
  int32_t info = 0;
  dgelsd_(&rows, &columns, &count, matrix, &stride, right_sides, &right_stride, values,
          &tolerance, rank, work, &work_size, integer_work, &info);
  return info;
}
