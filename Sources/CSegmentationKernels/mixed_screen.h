// The nearest prototype of each row of a tile in Float, and whether Float can be trusted with it.
//
// Half a dissimilarity, less half the square of the row, is
//
//     T(c) = |c|^2 / 2 - x.c + (what categories add) / 2,
//
// all in squares of the tiles' unit. What categories add is made first, a block of prototypes at a time,
// and the scores of numbers start from it. The error is that of error_bound.h with two differences. Of
// what is summed up, the categories are at most C = halfReach; each of their runs, and each column that
// has matches, is one rounding more. And a prototype is the nearest only if T(c) <= T(c0) for the one of
// smallest norm m, so that
//
//     |c|^2 - m^2 <= 2 |x| (|c| + m) + 2 C,   hence   |c| <= 2 |x| + m + sqrt(2 C).
//
// In a row with gaps only observed columns count, in which norms are no larger; the half square is then
// added column by column. Last, Double loses what is smaller than 2^-1074, which is told apart in Float.

#pragma once

#include "error_bound.h"
#include "mixed_counts.h"
#include "score_body.h"

#pragma STDC FP_CONTRACT ON

enum { STRIPS = TILE / STRIP_ROWS };

typedef uint8_t lane_bytes __attribute__((ext_vector_type(KERNEL_LANES), aligned(1)));

/// Rows in Float: in a tile column after column of 64 numbers, and as many for presence or NULL.
typedef struct {
  const float *numbers, *presence;
  const cseg_codes *categories;
  /// Where the codes have the first row.
  int64_t row;
  int64_t numberCount, categoryCount;
} screened_tile;

typedef struct {
  error_bound numbers;
  float halfReach, lostByDouble;
} screen_bound;

/// What is found in a tile: a bit for each row whose label is not proven, and gaps when they are kept.
typedef struct {
  int32_t labels[TILE];
  float gaps[TILE];
  uint64_t undecided;
} screened_labels;

MIXED_INLINE screen_bound make_screen_bound(const cseg_mixed_rows *rows,
                                            const cseg_prototypes *prototypes) {
  const int64_t width = rows->numberCount, depth = rows->categoryCount;
  cseg_centers centers = prototypes->packed;
  centers.smallestNorm += sqrtf(2 * prototypes->halfReach);
  const int64_t roundings =
      (rows->presence ? 2 * width : width) + (prototypes->matches ? 2 * depth : depth);
  return (screen_bound){
      .numbers = make_error_bound(&centers, roundings),
      .halfReach = prototypes->halfReach,
      .lostByDouble = (float)((double)(width + depth + 2) * (0x1p-1073 * rows->unit) * rows->unit),
  };
}

/// By how much the two best scores of rows of these norms must differ.
MIXED_INLINE lanes decisive_gaps(const screen_bound *bound, lanes norms) {
  const error_bound *const of = &bound->numbers;
  const lanes reachable = 2.01f * norms + 1.01f * of->smallestNorm;
  const lanes reach = smaller(reachable, (lanes)of->largestNorm), both = norms + reach;
  return of->ofFloat * (reach * (norms + 0.5f * reach) + bound->halfReach) +
         of->ofDouble * (both * both + 2 * bound->halfReach) + of->ofUnderflow * (1 + both) +
         bound->lostByDouble;
}

/// The gaps that rows have after their scores: see bounded_body.h.
MIXED_INLINE lanes kept_gaps(const screen_bound *bound, lanes best, lanes second, lanes norms) {
  const float reach = bound->numbers.largestNorm;
  const lanes error = bound->numbers.ofFloat * (reach * (norms + 0.5f * reach) + bound->halfReach) +
                      bound->numbers.ofUnderflow * (1 + norms + reach) + bound->lostByDouble;
  const lanes squares = norms * norms + error, zero = (lanes)0;
  const lanes nearer = best + best + squares, farther = second + second + squares;
  const lanes distances = __builtin_elementwise_sqrt(nearer > zero ? nearer : zero) +
                          __builtin_elementwise_sqrt(farther > zero ? farther : zero);
  const lanes difference = second - best - error;
  return (difference + difference) / distances * (1 - 0x1p-20f) - distances * 0x1p-34f;
}

/// What categories add for some prototypes, and half their squares where all columns are observed.
MIXED_INLINE void begin_tile(const screened_tile *tile, const cseg_prototypes *prototypes,
                             int64_t first, int size, float scores[][TILE]) {
  for (int p = 0; p < size; p++) {
    const float start = tile->presence ? 0 : prototypes->packed.halfSquares[first + p];
    for (int lane = 0; lane < TILE; lane++) scores[p][lane] = start;
  }
  for (int64_t column = 0; column < tile->categoryCount;) {
    const category_run run = run_from(column, prototypes->mismatches, tile->categoryCount);
    uint8_t counts[COUNTED_PROTOTYPES][TILE];
    count_differences(tile->categories, tile->row, run, prototypes, first, size, counts);
    for (int p = 0; p < size; p++)
      for (int lane = 0; lane < TILE; lane += KERNEL_LANES) {
        const lane_bytes count = *(const lane_bytes *)(counts[p] + lane);
        *(lanes *)(scores[p] + lane) +=
            __builtin_convertvector(__builtin_convertvector(count, integer_lanes), lanes) *
            prototypes->halfMismatches[column];
      }
    for (int64_t c = run.start; prototypes->matches && c < run.end; c++)
      for (int p = 0; p < size; p++) {
        const cseg_codes *const category = tile->categories + c;
        const int64_t place = c * prototypes->count + first + p;
        const uint32_t mode = prototypes->modes[place] & largest_code(category);
        const float match = prototypes->halfMatches[place];
        for (int lane = 0; lane < TILE; lane++)
          scores[p][lane] += code_at(category, tile->row + lane) == mode ? match : 0;
      }
    column = run.end;
  }
}

/// Adds, over the observed columns, |c|^2 / 2 - x.c.
MIXED_INLINE void continue_observed(block_scores *scores, int size, const float *strip,
                                    const float *presence, const float *coordinates,
                                    int64_t columnCount) {
  for (int64_t j = 0; j < columnCount; j++)
#pragma clang loop unroll(full)
    for (int p = 0; p < size; p++) {
      const lanes c = (lanes)coordinates[j * size + p], halfSquare = 0.5f * c * c;
#pragma clang loop unroll(full)
      for (int v = 0; v < KERNEL_STRIP; v++) {
        const int64_t place = j * TILE + v * KERNEL_LANES;
        scores->of[p][v] += lanes_at(presence + place) * halfSquare;
        scores->of[p][v] -= lanes_at(strip + place) * c;
      }
    }
}

MIXED_INLINE void screen_block(const screened_tile *tile, const cseg_prototypes *prototypes,
                               int64_t first, int size, strip_winners *winners) {
  const float *const coordinates = prototypes->packed.coordinates + first * tile->numberCount;
  float begun[COUNTED_PROTOTYPES][TILE];
  begin_tile(tile, prototypes, first, size, begun);
  for (int strip = 0; strip < STRIPS; strip++) {
    const int row = strip * STRIP_ROWS;
    block_scores scores;
#pragma clang loop unroll(full)
    for (int p = 0; p < size; p++)
      for (int v = 0; v < KERNEL_STRIP; v++)
        scores.of[p][v] = lanes_at(begun[p] + row + v * KERNEL_LANES);
    if (tile->presence)
      continue_observed(&scores, size, tile->numbers + row, tile->presence + row, coordinates,
                        tile->numberCount);
    else
      continue_scores(&scores, size, tile->numbers + row, coordinates, tile->numberCount);
    strip_winners own = winners[strip];
    rank_scores(&scores, size, (int32_t)first, NEAREST_AND_GAP, &own);
    winners[strip] = own;
  }
}

/// Finds the nearest prototypes of a tile's rows; memory is told of the tile's numbers that come next.
static void screen_tile(const screened_tile *tile, const float *next,
                        const cseg_prototypes *prototypes, const screen_bound *bound, int keepsGaps,
                        screened_labels *found) {
  strip_winners winners[STRIPS];
  for (int strip = 0; strip < STRIPS; strip++)
    for (int v = 0; v < KERNEL_STRIP; v++) {
      winners[strip].best[v] = winners[strip].second[v] = (lanes)INFINITY;
      winners[strip].label[v] = (integer_lanes)0;
    }
  const int64_t blockCount = center_block_count(prototypes->count);
  for (int64_t b = 0; b < blockCount; b++) {
    const center_block block = center_block_at(b, blockCount, prototypes->count);
    for (int64_t j = b * tile->numberCount / blockCount; j < (b + 1) * tile->numberCount / blockCount;
         j++)
      for (int row = 0; row < TILE; row += 16) __builtin_prefetch(next + j * TILE + row);
    // A constant size lets the compiler keep the block in registers.
    switch (block.size) {
    case 1: screen_block(tile, prototypes, block.start, 1, winners); break;
    case 2: screen_block(tile, prototypes, block.start, 2, winners); break;
    case 3: screen_block(tile, prototypes, block.start, 3, winners); break;
    default: screen_block(tile, prototypes, block.start, 4, winners); break;
    }
  }
  found->undecided = 0;
  for (int strip = 0; strip < STRIPS; strip++) {
    float norms[STRIP_ROWS];
    strip_norms(tile->numbers + strip * STRIP_ROWS, tile->numberCount, norms);
    for (int v = 0; v < KERNEL_STRIP; v++) {
      const int row = strip * STRIP_ROWS + v * KERNEL_LANES;
      const lanes norm = lanes_at(norms + v * KERNEL_LANES);
      const lanes best = winners[strip].best[v], second = winners[strip].second[v];
      const integer_lanes isDecided =
          (second - best > decisive_gaps(bound, norm)) & (norm <= LARGEST_SAFE_NORM);
      found->undecided |= bits_of(~isDecided) << row;
      memcpy(found->labels + row, &winners[strip].label[v], sizeof(integer_lanes));
      if (!keepsGaps) continue;
      const lanes gap = kept_gaps(bound, best, second, norm);
      memcpy(found->gaps + row, &gap, sizeof gap);
    }
  }
}
