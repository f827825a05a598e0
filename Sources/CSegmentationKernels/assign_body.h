// Best scores -> rows that moved to another center, and rows too close to call.

#pragma once

#include "error_bound.h"
#include "lanes.h"
#include "score_body.h"

/// Which rows of a strip have a gap that does not prove their label, one bit for each.
///
/// The tile's largest norm settles nearly all tiles; only where it does not are the rows' own norms
/// computed, so that one far row does not cast doubt on its neighbours.
KERNEL_INLINE uint64_t undecided_in_strip(const lanes *gaps, const float *strip,
                                          int64_t columnCount, float tileNorm,
                                          const error_bound *bound) {
  const lanes tileGap = (lanes)smallest_decisive_gap(bound, tileNorm);
  uint64_t undecided = 0;
  for (int v = 0; v < KERNEL_STRIP; v++)
    undecided |= bits_of(~(gaps[v] > tileGap)) << (v * KERNEL_LANES);
  if (undecided == 0) return 0;
  float norms[STRIP_ROWS];
  strip_norms(strip, columnCount, norms);
  for (uint64_t left = undecided; left != 0; left &= left - 1) {
    const int row = __builtin_ctzll(left);
    const float gap = gaps[row / KERNEL_LANES][row % KERNEL_LANES];
    if (gap > smallest_decisive_gap(bound, norms[row])) undecided &= ~(1ull << row);
  }
  return undecided;
}

/// Which of a tile's first `rowCount` rows have another label than before, one bit for each.
KERNEL_INLINE uint64_t changed_labels(const int32_t *new, const int32_t *old, int64_t rowCount) {
  uint64_t changed = 0;
  if (rowCount == CSEG_TILE_ROWS) {
    for (int row = 0; row < CSEG_TILE_ROWS; row += KERNEL_LANES)
      changed |= bits_of(labels_at(new + row) != labels_at(old + row)) << row;
  } else {
    for (int64_t row = 0; row < rowCount; row++) changed |= (uint64_t)(new[row] != old[row]) << row;
  }
  return changed;
}

static void KERNEL_NAME(assign)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount,
                                const cseg_centers *centers, int32_t *labels,
                                cseg_changes *changes) {
  const int64_t columnCount = rows->columnCount;
  const error_bound bound = make_error_bound(centers, columnCount);
  changes->movedCount = changes->undecidedCount = 0;
  for (int64_t tile = 0; tile < tileCount; tile++) {
    const float *start = rows->tiles + (firstTile + tile) * columnCount * CSEG_TILE_ROWS;
    const float *next = tile + 1 < tileCount ? start + columnCount * CSEG_TILE_ROWS : start;
    const int64_t rowsLeft = rows->rowCount - (firstTile + tile) * CSEG_TILE_ROWS;
    const int64_t rowCount = rowsLeft < CSEG_TILE_ROWS ? rowsLeft : CSEG_TILE_ROWS;
    int32_t newLabels[CSEG_TILE_ROWS];
    uint64_t undecided = 0;
    for (int strip = 0; strip < CSEG_TILE_ROWS; strip += STRIP_ROWS) {
      strip_winners winners;
      scan_strip(start + strip, next + strip, columnCount, centers, NEAREST_AND_GAP, &winners);
      lanes gaps[KERNEL_STRIP];
      for (int v = 0; v < KERNEL_STRIP; v++) {
        gaps[v] = winners.second[v] - winners.best[v];
        memcpy(newLabels + strip + v * KERNEL_LANES, &winners.label[v], sizeof winners.label[v]);
      }
      undecided |= undecided_in_strip(gaps, start + strip, columnCount,
                                      rows->tileNorms[firstTile + tile], &bound)
                   << strip;
    }
    // Rows that only fill up the last tile are nobody's.
    if (rowCount < CSEG_TILE_ROWS) undecided &= (1ull << rowCount) - 1;
    int32_t *const tileLabels = labels + tile * CSEG_TILE_ROWS;
    const uint64_t moved = changed_labels(newLabels, tileLabels, rowCount) & ~undecided;
    const int32_t firstRow = (int32_t)(tile * CSEG_TILE_ROWS);
    for (uint64_t left = moved; left != 0; left &= left - 1) {
      const int row = __builtin_ctzll(left);
      changes->movedRows[changes->movedCount] = firstRow + row;
      changes->formerLabels[changes->movedCount++] = tileLabels[row];
      tileLabels[row] = newLabels[row];
    }
    for (uint64_t left = undecided; left != 0; left &= left - 1)
      changes->undecidedRows[changes->undecidedCount++] = firstRow + __builtin_ctzll(left);
  }
}
