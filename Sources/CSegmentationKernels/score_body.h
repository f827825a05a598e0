// Tile x panel -> each row's best scores, kept in registers.
//
// A tile is scanned in strips of KERNEL_STRIP vectors of rows. For each strip and block of centers,
// KERNEL_STRIP x 4 accumulators stay in registers while the columns pass by: one load of a row
// vector serves four centers, one broadcast of a coordinate serves the whole strip. Scores never
// reach memory, except when a row is so wide that a strip would not fit the first-level cache:
// then the columns are cut into chunks, and a group of centers keeps its scores of a chunk in a
// small array until the next one.

#pragma once

#include <math.h>

#include "center_blocks.h"
#include "error_bound.h"
#include "lanes.h"

#define STRIP_ROWS (KERNEL_STRIP * KERNEL_LANES)

/// Columns of a strip that stay in the first-level cache together with a group's scores.
#define CHUNK_COLUMNS 128

/// Blocks of centers in a group.
#define GROUP_BLOCKS 8

/// How many of a row's nearest centers a scan keeps.
typedef enum { NEAREST_AND_GAP = 2, NEAREST_TWO_AND_GAP = 3 } scan_depth;

/// The best scores so far of a strip's rows, ascending, and whose they are.
typedef struct {
  lanes best[KERNEL_STRIP], second[KERNEL_STRIP], third[KERNEL_STRIP];
  integer_lanes label[KERNEL_STRIP], secondLabel[KERNEL_STRIP];
} strip_winners;

typedef struct {
  lanes of[CSEG_CENTER_BLOCK][KERNEL_STRIP];
} block_scores;

KERNEL_INLINE void begin_scores(block_scores *scores, int size, const float *halfSquares) {
#pragma clang loop unroll(full)
  for (int z = 0; z < size; z++)
#pragma clang loop unroll(full)
    for (int v = 0; v < KERNEL_STRIP; v++) scores->of[z][v] = (lanes)halfSquares[z];
}

/// Subtracts x.c over some columns, for each row of a strip and each center of a block.
KERNEL_INLINE void continue_scores(block_scores *scores, int size, const float *strip,
                                   const float *coordinates, int64_t columnCount) {
  for (int64_t j = 0; j < columnCount; j++) {
    lanes x[KERNEL_STRIP];
#pragma clang loop unroll(full)
    for (int v = 0; v < KERNEL_STRIP; v++)
      x[v] = lanes_at(strip + j * CSEG_TILE_ROWS + v * KERNEL_LANES);
#pragma clang loop unroll(full)
    for (int z = 0; z < size; z++) {
      const lanes c = (lanes)coordinates[j * size + z];
#pragma clang loop unroll(full)
      for (int v = 0; v < KERNEL_STRIP; v++) scores->of[z][v] -= x[v] * c;
    }
  }
}

/// Lets the centers of a block compete; a tie leaves the earlier center in front.
KERNEL_INLINE void rank_scores(const block_scores *scores, int size, int32_t firstCenter,
                               scan_depth depth, strip_winners *winners) {
#pragma clang loop unroll(full)
  for (int z = 0; z < size; z++)
#pragma clang loop unroll(full)
    for (int v = 0; v < KERNEL_STRIP; v++) {
      const integer_lanes center = (integer_lanes)(firstCenter + z);
      const lanes score = scores->of[z][v], best = winners->best[v];
      const integer_lanes isBest = score < best;
      const lanes loser = isBest ? best : score;
      if (depth == NEAREST_TWO_AND_GAP) {
        const lanes second = winners->second[v];
        const integer_lanes isSecond = loser < second;
        const integer_lanes loserLabel = isBest ? winners->label[v] : center;
        winners->third[v] = smaller(isSecond ? second : loser, winners->third[v]);
        winners->secondLabel[v] = isSecond ? loserLabel : winners->secondLabel[v];
      }
      winners->second[v] = smaller(loser, winners->second[v]);
      winners->best[v] = isBest ? score : best;
      winners->label[v] = isBest ? center : winners->label[v];
    }
}

/// What one block of centers does with one chunk of columns.
typedef struct {
  const float *strip, *coordinates, *halfSquares;
  int64_t columnCount;
  int32_t firstCenter;
  int isFirstChunk, isLastChunk;
  scan_depth depth;
  /// The group's scores between chunks.
  block_scores *carried;
} block_work;

KERNEL_INLINE void scan_block(const block_work *work, int size, strip_winners *winners) {
  block_scores scores;
  if (work->isFirstChunk)
    begin_scores(&scores, size, work->halfSquares);
  else
    scores = *work->carried;
  continue_scores(&scores, size, work->strip, work->coordinates, work->columnCount);
  if (work->isLastChunk)
    rank_scores(&scores, size, work->firstCenter, work->depth, winners);
  else
    *work->carried = scores;
}

/// Fetches some columns of the next tile's strip, so that memory works while the registers do.
///
/// The processor's own prefetching pauses whenever a tile is scanned again for more centers.
KERNEL_INLINE void prefetch_columns(const float *strip, int64_t first, int64_t end) {
  for (int64_t j = first; j < end; j++)
    for (int row = 0; row < STRIP_ROWS; row += 16)
      __builtin_prefetch(strip + j * CSEG_TILE_ROWS + row);
}

/// Scans all centers for one strip of a tile. `nextStrip` is where the next tile has its strip.
KERNEL_INLINE void scan_strip(const float *strip, const float *nextStrip, int64_t columnCount,
                              const cseg_centers *centers, scan_depth depth,
                              strip_winners *result) {
  strip_winners winners;
  for (int v = 0; v < KERNEL_STRIP; v++) {
    winners.best[v] = winners.second[v] = winners.third[v] = (lanes)INFINITY;
    winners.label[v] = (integer_lanes)0;
    winners.secondLabel[v] = (integer_lanes)-1;
  }
  block_scores carried[GROUP_BLOCKS];
  const int64_t blockCount = center_block_count(centers->count);
  for (int64_t group = 0; group < blockCount; group += GROUP_BLOCKS) {
    const int64_t groupEnd = group + GROUP_BLOCKS < blockCount ? group + GROUP_BLOCKS : blockCount;
    for (int64_t column = 0; column < columnCount; column += CHUNK_COLUMNS) {
      const int64_t left = columnCount - column;
      for (int64_t b = group; b < groupEnd; b++) {
        const center_block block = center_block_at(b, blockCount, centers->count);
        const block_work work = {
            .strip = strip + column * CSEG_TILE_ROWS,
            .coordinates = centers->coordinates + block.start * columnCount + column * block.size,
            .halfSquares = centers->halfSquares + block.start,
            .columnCount = left < CHUNK_COLUMNS ? left : CHUNK_COLUMNS,
            .firstCenter = (int32_t)block.start,
            .isFirstChunk = column == 0,
            .isLastChunk = left <= CHUNK_COLUMNS,
            .depth = depth,
            .carried = &carried[b - group],
        };
        if (column == 0)
          prefetch_columns(nextStrip, b * columnCount / blockCount,
                           (b + 1) * columnCount / blockCount);
        // A constant size lets the compiler keep the block in registers.
        switch (block.size) {
          case 1: scan_block(&work, 1, &winners); break;
          case 2: scan_block(&work, 2, &winners); break;
          case 3: scan_block(&work, 3, &winners); break;
          default: scan_block(&work, 4, &winners); break;
        }
      }
    }
  }
  *result = winners;
}

/// Upper bounds of the norms of a strip's rows.
KERNEL_INLINE void strip_norms(const float *strip, int64_t columnCount, float *norms) {
  lanes squares[KERNEL_STRIP];
  for (int v = 0; v < KERNEL_STRIP; v++) squares[v] = (lanes)lost_squares(columnCount);
  for (int64_t j = 0; j < columnCount; j++)
    for (int v = 0; v < KERNEL_STRIP; v++) {
      const lanes x = lanes_at(strip + j * CSEG_TILE_ROWS + v * KERNEL_LANES);
      squares[v] += x * x;
    }
  for (int v = 0; v < KERNEL_STRIP; v++) {
    const lanes bounds = __builtin_elementwise_sqrt(squares[v]) * norm_slack(columnCount);
    memcpy(norms + v * KERNEL_LANES, &bounds, sizeof bounds);
  }
}
