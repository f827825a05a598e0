// New seeds -> squared distances to the nearest seed, and potentials.
//
// Distances are sums of squared differences in Float, column by column and without fused
// multiply-add; potentials add them up in Double, row r of a tile in lane r mod 8. Both orders are
// the same for every instruction set, and so are the bits, and so are the seeds that are drawn.

#pragma once

#include "lanes.h"
#include "score_body.h"

typedef double double_lanes __attribute__((ext_vector_type(8), aligned(8)));
typedef float float_lanes __attribute__((ext_vector_type(8), aligned(4)));

/// Squared distances of a tile's rows from some seeds, each at most `distances`. The tile `next` is
/// fetched meanwhile, unless it is null.
KERNEL_INLINE void measure_block(const float *tile, const float *next, int64_t columnCount,
                                 const float *seeds, int size, const float *distances,
                                 float nearest[][CSEG_TILE_ROWS]) {
#pragma STDC FP_CONTRACT OFF
  for (int row = 0; row < CSEG_TILE_ROWS; row += STRIP_ROWS) {
    block_scores squares;
#pragma clang loop unroll(full)
    for (int z = 0; z < size; z++)
#pragma clang loop unroll(full)
      for (int v = 0; v < KERNEL_STRIP; v++) squares.of[z][v] = (lanes)0;
    for (int64_t j = 0; j < columnCount; j++) {
      if (next) prefetch_columns(next + row, j, j + 1);
      lanes x[KERNEL_STRIP];
#pragma clang loop unroll(full)
      for (int v = 0; v < KERNEL_STRIP; v++)
        x[v] = lanes_at(tile + j * CSEG_TILE_ROWS + row + v * KERNEL_LANES);
#pragma clang loop unroll(full)
      for (int z = 0; z < size; z++) {
        const lanes c = (lanes)seeds[z * columnCount + j];
#pragma clang loop unroll(full)
        for (int v = 0; v < KERNEL_STRIP; v++) {
          const lanes difference = x[v] - c;
          squares.of[z][v] = squares.of[z][v] + difference * difference;
        }
      }
    }
#pragma clang loop unroll(full)
    for (int z = 0; z < size; z++)
#pragma clang loop unroll(full)
      for (int v = 0; v < KERNEL_STRIP; v++) {
        const int first = row + v * KERNEL_LANES;
        const lanes closest = smaller(squares.of[z][v], lanes_at(distances + first));
        memcpy(&nearest[z][first], &closest, sizeof closest);
      }
  }
}

KERNEL_INLINE void measure(const float *tile, const float *next, int64_t columnCount,
                           const float *seeds, int size, const float *distances,
                           float nearest[][CSEG_TILE_ROWS]) {
  switch (size) {
    case 1: measure_block(tile, next, columnCount, seeds, 1, distances, nearest); break;
    case 2: measure_block(tile, next, columnCount, seeds, 2, distances, nearest); break;
    case 3: measure_block(tile, next, columnCount, seeds, 3, distances, nearest); break;
    default: measure_block(tile, next, columnCount, seeds, 4, distances, nearest); break;
  }
}

/// Adds a tile's distances, times weights if there are any, to the sums of eight lanes.
KERNEL_INLINE void add_up(const float *distances, const double *weights, double_lanes *sums) {
#pragma STDC FP_CONTRACT OFF
  for (int row = 0; row < CSEG_TILE_ROWS; row += 8) {
    const float_lanes narrow = *(const float_lanes *)(distances + row);
    const double_lanes wide = __builtin_convertvector(narrow, double_lanes);
    *sums = *sums + (weights ? *(const double_lanes *)(weights + row) * wide : wide);
  }
}

KERNEL_INLINE double sum_of_lanes(const double_lanes *sums) {
  double sum = 0;
  for (int lane = 0; lane < 8; lane++) sum += (*sums)[lane];
  return sum;
}

static double KERNEL_NAME(seed)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount,
                                const float *settled, const float *candidates,
                                int64_t candidateCount, const double *weights, float *distances,
                                double *potentials) {
  const int64_t columnCount = rows->columnCount;
  const int64_t blockCount = center_block_count(candidateCount);
  double_lanes settledSums = 0, candidateSums[CSEG_SEED_LIMIT];
  for (int64_t c = 0; c < candidateCount; c++) candidateSums[c] = 0;
  for (int64_t tile = 0; tile < tileCount; tile++) {
    const float *start = rows->tiles + (firstTile + tile) * columnCount * CSEG_TILE_ROWS;
    const float *next = tile + 1 < tileCount ? start + columnCount * CSEG_TILE_ROWS : NULL;
    const int64_t rowsLeft = rows->rowCount - (firstTile + tile) * CSEG_TILE_ROWS;
    float *const sofar = distances + tile * CSEG_TILE_ROWS;
    const double *tileWeights = weights ? weights + tile * CSEG_TILE_ROWS : NULL;
    double fewerWeights[CSEG_TILE_ROWS] = {0};
    if (rowsLeft < CSEG_TILE_ROWS) {
      for (int64_t row = rowsLeft; row < CSEG_TILE_ROWS; row++) sofar[row] = 0;
      if (weights) {
        memcpy(fewerWeights, tileWeights, (size_t)rowsLeft * sizeof(double));
        tileWeights = fewerWeights;
      }
    }
    float nearest[CSEG_CENTER_BLOCK][CSEG_TILE_ROWS];
    if (settled) {
      measure(start, next, columnCount, settled, 1, sofar, nearest);
      next = NULL;
      memcpy(sofar, nearest[0], sizeof nearest[0]);
    }
    add_up(sofar, tileWeights, &settledSums);
    for (int64_t b = 0; b < blockCount; b++) {
      const center_block block = center_block_at(b, blockCount, candidateCount);
      measure(start, next, columnCount, candidates + block.start * columnCount, (int)block.size,
              sofar, nearest);
      next = NULL;
      for (int64_t z = 0; z < block.size; z++)
        add_up(nearest[z], tileWeights, &candidateSums[block.start + z]);
    }
  }
  for (int64_t c = 0; c < candidateCount; c++) potentials[c] = sum_of_lanes(&candidateSums[c]);
  return sum_of_lanes(&settledSums);
}

/// Makes seeds of a tile's closest rows known: `owners` gets the number of the first closest seed.
KERNEL_INLINE void take_closer(const float nearest[][CSEG_TILE_ROWS], int size, int32_t first,
                               float *distances, int32_t *owners) {
  for (int z = 0; z < size; z++)
    for (int row = 0; row < CSEG_TILE_ROWS; row++) {
      const int closer = nearest[z][row] < distances[row];
      distances[row] = closer ? nearest[z][row] : distances[row];
      owners[row] = closer ? first + z : owners[row];
    }
}

static double KERNEL_NAME(settle)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount,
                                  const float *seeds, int64_t seedCount, int32_t firstSeed,
                                  const double *weights, float *distances, int32_t *owners) {
  const int64_t columnCount = rows->columnCount;
  const int64_t blockCount = center_block_count(seedCount);
  double_lanes sums = 0;
  for (int64_t tile = 0; tile < tileCount; tile++) {
    const float *start = rows->tiles + (firstTile + tile) * columnCount * CSEG_TILE_ROWS;
    const float *next = tile + 1 < tileCount ? start + columnCount * CSEG_TILE_ROWS : NULL;
    const int64_t rowsLeft = rows->rowCount - (firstTile + tile) * CSEG_TILE_ROWS;
    const int64_t count = rowsLeft < CSEG_TILE_ROWS ? rowsLeft : CSEG_TILE_ROWS;
    float *const sofar = distances + tile * CSEG_TILE_ROWS;
    int32_t tileOwners[CSEG_TILE_ROWS] = {0};
    memcpy(tileOwners, owners + tile * CSEG_TILE_ROWS, (size_t)count * sizeof(int32_t));
    const double *tileWeights = weights ? weights + tile * CSEG_TILE_ROWS : NULL;
    double fewerWeights[CSEG_TILE_ROWS] = {0};
    for (int64_t row = count; row < CSEG_TILE_ROWS; row++) sofar[row] = 0;
    if (weights && count < CSEG_TILE_ROWS) {
      memcpy(fewerWeights, tileWeights, (size_t)count * sizeof(double));
      tileWeights = fewerWeights;
    }
    float nearest[CSEG_CENTER_BLOCK][CSEG_TILE_ROWS];
    for (int64_t b = 0; b < blockCount; b++) {
      const center_block block = center_block_at(b, blockCount, seedCount);
      measure(start, next, columnCount, seeds + block.start * columnCount, (int)block.size, sofar,
              nearest);
      next = NULL;
      take_closer(nearest, (int)block.size, firstSeed + (int32_t)block.start, sofar, tileOwners);
    }
    memcpy(owners + tile * CSEG_TILE_ROWS, tileOwners, (size_t)count * sizeof(int32_t));
    add_up(sofar, tileWeights, &sums);
  }
  return sum_of_lanes(&sums);
}
