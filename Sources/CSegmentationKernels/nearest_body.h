// Best scores -> the two nearest centers of each row.

#pragma once

#include "assign_body.h"

static int64_t KERNEL_NAME(nearest_two)(const cseg_rows *rows, int64_t firstTile,
                                        int64_t tileCount, const cseg_centers *centers,
                                        int32_t *first, int32_t *second, int32_t *undecidedRows) {
  const int64_t columnCount = rows->columnCount;
  error_bound bound = make_error_bound(centers, columnCount);
  // Which centers can come second does not follow from the smallest norm: any of them may.
  bound.smallestNorm = bound.largestNorm;
  int64_t undecidedCount = 0;
  for (int64_t tile = 0; tile < tileCount; tile++) {
    const float *start = rows->tiles + (firstTile + tile) * columnCount * CSEG_TILE_ROWS;
    const float *next = tile + 1 < tileCount ? start + columnCount * CSEG_TILE_ROWS : start;
    const int64_t rowsLeft = rows->rowCount - (firstTile + tile) * CSEG_TILE_ROWS;
    for (int strip = 0; strip < CSEG_TILE_ROWS && strip < rowsLeft; strip += STRIP_ROWS) {
      strip_winners winners;
      scan_strip(start + strip, next + strip, columnCount, centers, NEAREST_TWO_AND_GAP, &winners);
      lanes gaps[KERNEL_STRIP];
      for (int v = 0; v < KERNEL_STRIP; v++) {
        // Of one or two centers nobody can be the third, and infinity minus infinity is no gap.
        const lanes nextGap = centers->count > 2 ? winners.third[v] - winners.second[v]
                                                 : (lanes)INFINITY;
        gaps[v] = smaller(winners.second[v] - winners.best[v], nextGap);
      }
      uint64_t undecided = undecided_in_strip(gaps, start + strip, columnCount,
                                              rows->tileNorms[firstTile + tile], &bound);
      for (int row = 0; row < STRIP_ROWS && strip + row < rowsLeft; row++) {
        const int64_t index = tile * CSEG_TILE_ROWS + strip + row;
        first[index] = winners.label[row / KERNEL_LANES][row % KERNEL_LANES];
        second[index] = winners.secondLabel[row / KERNEL_LANES][row % KERNEL_LANES];
        if (undecided >> row & 1) undecidedRows[undecidedCount++] = (int32_t)index;
      }
    }
  }
  return undecidedCount;
}
