// Which instruction set's kernels run.

#include "kernel_table.h"

int32_t cseg_is_available(int32_t instructionSet) {
  switch (instructionSet) {
    case CSEG_BASELINE: return 1;
#if defined(__x86_64__)
    // Both questions include whether the operating system saves the wider registers.
    case CSEG_AVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case CSEG_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
             __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
             cseg_is_available(CSEG_AVX2);
#elif defined(__aarch64__)
    case CSEG_NEON: return 1;
#endif
    default: return 0;
  }
}

/// The kernels of an instruction set; the baseline's where it is not available.
static const cseg_kernels *kernels_for(int32_t instructionSet) {
  if (!cseg_is_available(instructionSet)) return &cseg_baseline_kernels;
  switch (instructionSet) {
#if defined(__x86_64__)
    case CSEG_AVX2: return &cseg_avx2_kernels;
    case CSEG_AVX512: return &cseg_avx512_kernels;
#elif defined(__aarch64__)
    case CSEG_NEON: return &cseg_neon_kernels;
#endif
    default: return &cseg_baseline_kernels;
  }
}

void cseg_assign(int32_t instructionSet, const cseg_rows *rows, int64_t firstTile,
                 int64_t tileCount, const cseg_centers *centers, int32_t *labels,
                 cseg_changes *changes) {
  kernels_for(instructionSet)->assign(rows, firstTile, tileCount, centers, labels, changes);
}

int64_t cseg_nearest_two(int32_t instructionSet, const cseg_rows *rows, int64_t firstTile,
                         int64_t tileCount, const cseg_centers *centers, int32_t *first,
                         int32_t *second, int32_t *undecidedRows) {
  return kernels_for(instructionSet)
      ->nearest_two(rows, firstTile, tileCount, centers, first, second, undecidedRows);
}

double cseg_seed(int32_t instructionSet, const cseg_rows *rows, int64_t firstTile,
                 int64_t tileCount, const float *settled, const float *candidates,
                 int64_t candidateCount, const double *weights, float *distances,
                 double *potentials) {
  return kernels_for(instructionSet)
      ->seed(rows, firstTile, tileCount, settled, candidates, candidateCount, weights, distances,
             potentials);
}
