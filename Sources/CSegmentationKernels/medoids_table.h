// What every instruction set provides for the search for medoids.

#pragma once

#include "MedoidKernels.h"

typedef struct {
  void (*sum_capped)(const cseg_medoid_rows *rows, int32_t distance, int64_t firstTile,
                     const cseg_medoid_candidates *candidates, cseg_capped_sums *sums);
  int64_t (*swap_changes)(const double *distances, const double *nearest, const double *second,
                          const int32_t *labels, const double *weights, int64_t rowCount,
                          double *changes, double *shared);
} cseg_medoid_kernels;

extern const cseg_medoid_kernels cseg_medoid_baseline;
#if defined(__x86_64__)
extern const cseg_medoid_kernels cseg_medoid_avx2, cseg_medoid_avx512;
#elif defined(__aarch64__)
extern const cseg_medoid_kernels cseg_medoid_neon;
#endif
