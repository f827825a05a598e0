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

void cseg_assign_bounded(int32_t instructionSet, const cseg_rows *rows, int64_t firstTile,
                         int64_t tileCount, const cseg_centers *centers, const cseg_gaps *gaps,
                         int32_t *labels, cseg_changes *changes) {
  kernels_for(instructionSet)
      ->assign_bounded(rows, firstTile, tileCount, centers, gaps, labels, changes);
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

double cseg_settle(int32_t instructionSet, const cseg_rows *rows, int64_t firstTile,
                   int64_t tileCount, const float *seeds, int64_t seedCount, int32_t firstSeed,
                   const double *weights, float *distances, int32_t *owners) {
  return kernels_for(instructionSet)
      ->settle(rows, firstTile, tileCount, seeds, seedCount, firstSeed, weights, distances, owners);
}

void cseg_pack_doubles(int32_t instructionSet, const double *rows, int64_t rowCount,
                       int64_t columnCount, cseg_frame frame, float *tiles, float *tileNorms) {
  kernels_for(instructionSet)->doubles.pack(rows, rowCount, columnCount, frame, tiles, tileNorms);
}

void cseg_pack_floats(int32_t instructionSet, const float *rows, int64_t rowCount,
                       int64_t columnCount, cseg_frame frame, float *tiles, float *tileNorms) {
  kernels_for(instructionSet)->floats.pack(rows, rowCount, columnCount, frame, tiles, tileNorms);
}

void cseg_add_doubles(int32_t instructionSet, const cseg_sums *sums, const double *rows,
                      const double *weights, const int32_t *labels, int64_t rowCount) {
  kernels_for(instructionSet)->doubles.add(sums, rows, weights, labels, rowCount);
}

void cseg_add_floats(int32_t instructionSet, const cseg_sums *sums, const float *rows,
                      const double *weights, const int32_t *labels, int64_t rowCount) {
  kernels_for(instructionSet)->floats.add(sums, rows, weights, labels, rowCount);
}

void cseg_move_doubles(int32_t instructionSet, const cseg_sums *sums, const double *rows,
                       const double *weights, const int32_t *labels, const int32_t *movedRows,
                       const int32_t *formerLabels, int64_t movedCount) {
  kernels_for(instructionSet)->doubles.move(sums, rows, weights, labels, movedRows, formerLabels,
                                             movedCount);
}

void cseg_move_floats(int32_t instructionSet, const cseg_sums *sums, const float *rows,
                       const double *weights, const int32_t *labels, const int32_t *movedRows,
                       const int32_t *formerLabels, int64_t movedCount) {
  kernels_for(instructionSet)->floats.move(sums, rows, weights, labels, movedRows, formerLabels,
                                             movedCount);
}

void cseg_within_doubles(int32_t instructionSet, const double *rows, const double *weights,
                         const int32_t *labels, int64_t rowCount, const double *centers,
                         int64_t columnCount, double *within) {
  kernels_for(instructionSet)->doubles.within(rows, weights, labels, rowCount, centers, columnCount,
                                               within);
}

void cseg_within_floats(int32_t instructionSet, const float *rows, const double *weights,
                         const int32_t *labels, int64_t rowCount, const double *centers,
                         int64_t columnCount, double *within) {
  kernels_for(instructionSet)->floats.within(rows, weights, labels, rowCount, centers, columnCount,
                                               within);
}

void cseg_survey_doubles(int32_t instructionSet, const double *rows, const double *weights,
                         int64_t rowCount, int64_t columnCount, const double *centre,
                         double *sums, double *squares) {
  kernels_for(instructionSet)->doubles.survey(rows, weights, rowCount, columnCount, centre, sums,
                                               squares);
}

void cseg_survey_floats(int32_t instructionSet, const float *rows, const double *weights,
                         int64_t rowCount, int64_t columnCount, const double *centre,
                         double *sums, double *squares) {
  kernels_for(instructionSet)->floats.survey(rows, weights, rowCount, columnCount, centre, sums,
                                               squares);
}

void cseg_widen(const float *floats, int64_t count, double *doubles) {
  for (int64_t index = 0; index < count; index++) doubles[index] = floats[index];
}
