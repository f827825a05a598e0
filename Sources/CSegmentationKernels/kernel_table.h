// What every instruction set provides.

#pragma once

#include "CSegmentationKernels.h"

/// The kernels that read rows of ELEMENT as they came.
#define CSEG_ROW_KERNELS(ELEMENT)                                                                \
  struct {                                                                                       \
    void (*pack)(const ELEMENT *rows, int64_t rowCount, int64_t columnCount, cseg_frame frame,   \
                 float *tiles, float *tileNorms);                                                \
    void (*add)(const cseg_sums *sums, const ELEMENT *rows, const double *weights,               \
                const int32_t *labels, int64_t rowCount);                                        \
    void (*move)(const cseg_sums *sums, const ELEMENT *rows, const double *weights,              \
                 const int32_t *labels, const int32_t *movedRows, const int32_t *formerLabels,   \
                 int64_t movedCount);                                                            \
    void (*within)(const ELEMENT *rows, const double *weights, const int32_t *labels,            \
                   int64_t rowCount, const double *centers, int64_t columnCount,                 \
                   double *within);                                                              \
    void (*survey)(const ELEMENT *rows, const double *weights, int64_t rowCount,                 \
                   int64_t columnCount, const double *centre, double *sums, double *squares);    \
  }

typedef struct {
  void (*assign)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount,
                 const cseg_centers *centers, int32_t *labels, cseg_changes *changes);
  void (*assign_bounded)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount,
                         const cseg_centers *centers, const cseg_gaps *gaps, int32_t *labels,
                         cseg_changes *changes);
  int64_t (*nearest_two)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount,
                         const cseg_centers *centers, int32_t *first, int32_t *second,
                         int32_t *undecidedRows);
  double (*seed)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount, const float *settled,
                 const float *candidates, int64_t candidateCount, const double *weights,
                 float *distances, double *potentials);
  double (*settle)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount, const float *seeds,
                   int64_t seedCount, int32_t firstSeed, const double *weights, float *distances,
                   int32_t *owners);
  CSEG_ROW_KERNELS(double) doubles;
  CSEG_ROW_KERNELS(float) floats;
} cseg_kernels;

extern const cseg_kernels cseg_baseline_kernels;
#if defined(__x86_64__)
extern const cseg_kernels cseg_avx2_kernels, cseg_avx512_kernels;
#elif defined(__aarch64__)
extern const cseg_kernels cseg_neon_kernels;
#endif
