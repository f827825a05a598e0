// Which instruction set's medoid kernels run.

#include "CSegmentationKernels.h"
#include "medoids_table.h"

/// The kernels of an instruction set; the baseline's where it is not available.
static const cseg_medoid_kernels *kernels_for(int32_t instructionSet) {
  if (!cseg_is_available(instructionSet)) return &cseg_medoid_baseline;
  switch (instructionSet) {
#if defined(__x86_64__)
    case CSEG_AVX2: return &cseg_medoid_avx2;
    case CSEG_AVX512: return &cseg_medoid_avx512;
#elif defined(__aarch64__)
    case CSEG_NEON: return &cseg_medoid_neon;
#endif
    default: return &cseg_medoid_baseline;
  }
}

void cseg_sum_capped(int32_t instructionSet, const cseg_medoid_rows *rows, int32_t distance,
                     int64_t firstTile, const cseg_medoid_candidates *candidates,
                     cseg_capped_sums *sums) {
  kernels_for(instructionSet)->sum_capped(rows, distance, firstTile, candidates, sums);
}

int64_t cseg_swap_changes(int32_t instructionSet, const double *distances, const double *nearest,
                          const double *second, const int32_t *labels, const double *weights,
                          int64_t rowCount, double *changes, double *shared) {
  return kernels_for(instructionSet)
      ->swap_changes(distances, nearest, second, labels, weights, rowCount, changes, shared);
}
