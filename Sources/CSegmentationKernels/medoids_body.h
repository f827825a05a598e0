// The kernels of the search for medoids. A file that includes this one has defined KERNEL_LANES,
// KERNEL_NAME and KERNEL_TABLE, and has set the compiler's target.

#pragma once

#include "lanes.h"
#include "medoids_table.h"

#define CANDIDATES CSEG_MEDOID_CANDIDATES

/// Vectors that are worked on at a time: their distances to all candidates stay in registers.
#define VECTORS_ABREAST 2

/// Tiles whose sums are made in Float, so that rounding does not grow with the number of rows.
#define TILES_IN_FLOAT 8

#define EACH_CANDIDATE _Pragma("clang loop unroll(full)") for (int c = 0; c < CANDIDATES; c++)
#define EACH_VECTOR _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS_ABREAST; v++)

typedef struct {
  lanes nearest[CANDIDATES], second[CANDIDATES];
} capped_lanes;

KERNEL_INLINE void add_capped(const cseg_medoid_rows *rows, int32_t distance, int isWeighted,
                              int64_t tile, const float *coordinates, const float *starts,
                              capped_lanes *sums) {
  const int64_t columnCount = rows->columnCount;
  const float *const values = rows->tiles + tile * columnCount * CSEG_MEDOID_TILE;
  for (int lane = 0; lane < CSEG_MEDOID_TILE; lane += VECTORS_ABREAST * KERNEL_LANES) {
    const int64_t place = tile * CSEG_MEDOID_TILE + lane;
    lanes parts[CANDIDATES][VECTORS_ABREAST];
    EACH_CANDIDATE EACH_VECTOR parts[c][v] =
        lanes_at(rows->starts + place + v * KERNEL_LANES) + starts[c];
    for (int64_t j = 0; j < columnCount; j++) {
      const float *const column = values + j * CSEG_MEDOID_TILE + lane;
      EACH_CANDIDATE {
        const lanes own = (lanes)coordinates[j * CANDIDATES + c];
        EACH_VECTOR {
          const lanes x = lanes_at(column + v * KERNEL_LANES);
          if (distance == CSEG_SUM_OF_MAGNITUDES)
            parts[c][v] += __builtin_elementwise_abs(x - own);
          else
            parts[c][v] -= x * own;
        }
      }
    }
    EACH_VECTOR {
      const lanes nearest = lanes_at(rows->nearest + place + v * KERNEL_LANES);
      const lanes second = lanes_at(rows->second + place + v * KERNEL_LANES);
      EACH_CANDIDATE {
        // Also 0 for what is not a number: nothing is smaller.
        lanes own = parts[c][v] > (lanes)0 ? parts[c][v] : (lanes)0;
        if (distance == CSEG_ROOT_OF_SQUARES) own = __builtin_elementwise_sqrt(own);
        if (isWeighted) {
          const lanes weight = lanes_at(rows->weights + place + v * KERNEL_LANES);
          sums->nearest[c] += weight * smaller(own, nearest);
          sums->second[c] += weight * smaller(own, second);
        } else {
          sums->nearest[c] += smaller(own, nearest);
          sums->second[c] += smaller(own, second);
        }
      }
    }
  }
}

KERNEL_INLINE double sum_of_lanes(lanes values) {
  double sum = 0;
  for (int lane = 0; lane < KERNEL_LANES; lane++) sum += values[lane];
  return sum;
}

/// Some tiles stay in the first cache while all candidates pass over them.
KERNEL_INLINE void sum_capped(const cseg_medoid_rows *rows, int32_t distance, int isWeighted,
                              int64_t firstTile, const cseg_medoid_candidates *candidates,
                              cseg_capped_sums *sums) {
  memset(sums, 0, (size_t)candidates->groupCount * sizeof *sums);
  const int64_t size = rows->columnCount * CANDIDATES;
  for (int64_t start = firstTile;; start += TILES_IN_FLOAT) {
    int64_t group = 0;
    for (; group < candidates->groupCount && candidates->ends[group] > start; group++) {
      const int64_t left = candidates->ends[group] - start;
      const int64_t stop = start + (left < TILES_IN_FLOAT ? left : TILES_IN_FLOAT);
      capped_lanes own;
      EACH_CANDIDATE own.nearest[c] = own.second[c] = (lanes)0;
      for (int64_t tile = start; tile < stop; tile++)
        add_capped(rows, distance, isWeighted, tile, candidates->coordinates + group * size,
                   candidates->starts + group * CANDIDATES, &own);
      EACH_CANDIDATE {
        sums[group].nearest[c] += sum_of_lanes(own.nearest[c]);
        sums[group].second[c] += sum_of_lanes(own.second[c]);
      }
    }
    if (group == 0) return;
  }
}

static void KERNEL_NAME(sum_capped)(const cseg_medoid_rows *rows, int32_t distance,
                                    int64_t firstTile, const cseg_medoid_candidates *candidates,
                                    cseg_capped_sums *sums) {
#define SUM_CAPPED(kind)                                               \
  if (rows->weights)                                                   \
    sum_capped(rows, kind, 1, firstTile, candidates, sums);            \
  else                                                                 \
    sum_capped(rows, kind, 0, firstTile, candidates, sums)
  // A constant kind of distance keeps the choice out of the loops.
  switch (distance) {
  case CSEG_ROOT_OF_SQUARES: SUM_CAPPED(CSEG_ROOT_OF_SQUARES); break;
  case CSEG_SUM_OF_SQUARES: SUM_CAPPED(CSEG_SUM_OF_SQUARES); break;
  default: SUM_CAPPED(CSEG_SUM_OF_MAGNITUDES);
  }
#undef SUM_CAPPED
}

typedef double row_group __attribute__((ext_vector_type(8), aligned(8)));
typedef int64_t flag_group __attribute__((ext_vector_type(8)));

/// Takes in one row; the order of the rows is the order of the sums.
KERNEL_INLINE void take_in_row(double distance, double nearest, double second, double weight,
                               double *change, double *shared) {
#pragma STDC FP_CONTRACT OFF
  if (distance < nearest) {
    *shared += weight * (distance - nearest);
    *change += weight * (nearest - second);
  } else if (distance < second) {
    *change += weight * (distance - second);
  }
}

static int64_t KERNEL_NAME(swap_changes)(const double *distances, const double *nearest,
                                         const double *second, const int32_t *labels,
                                         const double *weights, int64_t rowCount, double *changes,
                                         double *shared) {
#pragma STDC FP_CONTRACT OFF
  double sum = *shared;
  int64_t row = 0;
  while (row < rowCount) {
    int64_t end = row + 1;
    if (row + 8 <= rowCount) {
      // Most rows are farther from the candidate than from their second medoid.
      const row_group own = *(const row_group *)(distances + row);
      end = row + 8;
      if (second) {
        const flag_group isFar = own >= *(const row_group *)(second + row);
        if (__builtin_reduce_and(isFar)) {
          row = end;
          continue;
        }
      }
    }
    for (; row < end; row++) {
      const double weight = weights ? weights[row] : 1;
      if (distances[row] != distances[row]) return row;
      if (second)
        take_in_row(distances[row], nearest[row], second[row], weight, changes + labels[row], &sum);
      else
        sum += weight * (distances[row] - nearest[row]);
    }
  }
  *shared = sum;
  return -1;
}

const cseg_medoid_kernels KERNEL_TABLE = {
    .sum_capped = KERNEL_NAME(sum_capped),
    .swap_changes = KERNEL_NAME(swap_changes),
};
