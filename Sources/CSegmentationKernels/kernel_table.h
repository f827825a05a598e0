// What every instruction set provides.

#pragma once

#include "CSegmentationKernels.h"

typedef struct {
  void (*assign)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount,
                 const cseg_centers *centers, int32_t *labels, cseg_changes *changes);
  int64_t (*nearest_two)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount,
                         const cseg_centers *centers, int32_t *first, int32_t *second,
                         int32_t *undecidedRows);
  double (*seed)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount, const float *settled,
                 const float *candidates, int64_t candidateCount, const double *weights,
                 float *distances, double *potentials);
} cseg_kernels;

extern const cseg_kernels cseg_baseline_kernels;
#if defined(__x86_64__)
extern const cseg_kernels cseg_avx2_kernels, cseg_avx512_kernels;
#elif defined(__aarch64__)
extern const cseg_kernels cseg_neon_kernels;
#endif
