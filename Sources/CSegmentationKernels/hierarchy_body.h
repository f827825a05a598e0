// The kernels of hierarchies. A file that includes this one has defined KERNEL_LANES, KERNEL_NAME
// and KERNEL_TABLE, and has set the compiler's target.

#pragma once

#include "hierarchy_table.h"
#include "lanes.h"

/// Vectors in a group.
#define GROUP_VECTORS (CSEG_GROUP_POINTS / KERNEL_LANES)

/// Groups that are summed side by side: one broadcast of a coordinate serves all of them, and their
/// sums do not wait for each other.
#define GROUPS_ABREAST 4

typedef struct {
  lanes of[GROUP_VECTORS];
} group_sums;

typedef double half_group __attribute__((ext_vector_type(8), aligned(8)));

/// Sums squares or magnitudes of the differences between a point and those of some groups.
KERNEL_INLINE void sum_differences(const float *groups, int groupCount, int64_t columnCount,
                                   const float *point, int32_t terms, group_sums *sums) {
#pragma clang loop unroll(full)
  for (int g = 0; g < groupCount; g++)
#pragma clang loop unroll(full)
    for (int v = 0; v < GROUP_VECTORS; v++) sums[g].of[v] = (lanes)0;
  for (int64_t j = 0; j < columnCount; j++) {
    const lanes x = (lanes)point[j];
#pragma clang loop unroll(full)
    for (int g = 0; g < groupCount; g++)
#pragma clang loop unroll(full)
      for (int v = 0; v < GROUP_VECTORS; v++) {
        const lanes t =
            lanes_at(groups + (g * columnCount + j) * CSEG_GROUP_POINTS + v * KERNEL_LANES) - x;
        if (terms == CSEG_SQUARES)
          sums[g].of[v] += t * t;
        else
          sums[g].of[v] += t < 0 ? -t : t;
      }
  }
}

/// What masses make of squared distances.
KERNEL_INLINE lanes ward_share(const float *others, float mass) {
  const lanes other = lanes_at(others);
  return other * (lanes)mass / (other + (lanes)mass);
}

/// The running two smallest values of each lane, and the step in which the first was seen.
typedef struct {
  lanes best[GROUP_VECTORS], second[GROUP_VECTORS];
  integer_lanes step[GROUP_VECTORS];
} smallest_lanes;

KERNEL_INLINE void begin_smallest(smallest_lanes *found) {
#pragma clang loop unroll(full)
  for (int v = 0; v < GROUP_VECTORS; v++) {
    found->best[v] = found->second[v] = (lanes)INFINITY;
    found->step[v] = (integer_lanes)-1;
  }
}

KERNEL_INLINE void take_in(smallest_lanes *found, group_sums values, int32_t step) {
#pragma clang loop unroll(full)
  for (int v = 0; v < GROUP_VECTORS; v++) {
    const lanes value = values.of[v], best = found->best[v];
    const integer_lanes isBest = value < best;
    found->second[v] = smaller(isBest ? best : value, found->second[v]);
    found->step[v] = isBest ? (integer_lanes)step : found->step[v];
    found->best[v] = isBest ? value : best;
  }
}

KERNEL_INLINE cseg_nearest_point smallest_of(const smallest_lanes *found) {
  float best[CSEG_GROUP_POINTS], second[CSEG_GROUP_POINTS];
  int32_t step[CSEG_GROUP_POINTS];
  memcpy(best, found->best, sizeof best);
  memcpy(second, found->second, sizeof second);
  memcpy(step, found->step, sizeof step);
  cseg_nearest_point result = {.best = INFINITY, .second = INFINITY, .position = -1};
  for (int lane = 0; lane < CSEG_GROUP_POINTS; lane++) {
    if (step[lane] < 0) continue;
    const int64_t position = (int64_t)step[lane] * CSEG_GROUP_POINTS + lane;
    const int isBetter = best[lane] < result.best ||
                         (best[lane] == result.best && position < result.position);
    const float loser = isBetter ? result.best : best[lane];
    if (loser < result.second) result.second = loser;
    if (second[lane] < result.second) result.second = second[lane];
    if (isBetter) {
      result.best = best[lane];
      result.position = position;
    }
  }
  return result;
}

KERNEL_INLINE cseg_nearest_point smallest(const float *values, int64_t count) {
  smallest_lanes found;
  begin_smallest(&found);
  const int64_t groupCount = count / CSEG_GROUP_POINTS;
  for (int64_t group = 0; group < groupCount; group++) {
    group_sums sums;
    for (int v = 0; v < GROUP_VECTORS; v++)
      sums.of[v] = lanes_at(values + group * CSEG_GROUP_POINTS + v * KERNEL_LANES);
    take_in(&found, sums, (int32_t)group);
  }
  cseg_nearest_point result = smallest_of(&found);
  for (int64_t i = groupCount * CSEG_GROUP_POINTS; i < count; i++) {
    if (values[i] < result.best) {
      result.second = result.best;
      result.best = values[i];
      result.position = i;
    } else if (values[i] < result.second) {
      result.second = values[i];
    }
  }
  return result;
}

static cseg_nearest_point KERNEL_NAME(smallest)(const float *values, int64_t count) {
  return smallest(values, count);
}

/// Adds the positions of the lanes in which `isListed` is true.
KERNEL_INLINE int64_t list_lanes(integer_lanes isListed, int64_t firstPosition, int32_t *positions,
                                 int64_t count) {
  for (uint64_t bits = bits_of(isListed); bits; bits &= bits - 1)
    positions[count++] = (int32_t)(firstPosition + __builtin_ctzll(bits));
  return count;
}

static void KERNEL_NAME(ward_bounds)(const cseg_boxes *boxes, int64_t groupCount,
                                     const float *point, float mass, float *bounds) {
  const int64_t columnCount = boxes->columnCount;
  for (int64_t group = 0; group < groupCount; group++) {
    lanes sums[GROUP_VECTORS];
#pragma clang loop unroll(full)
    for (int v = 0; v < GROUP_VECTORS; v++) sums[v] = (lanes)0;
    for (int64_t j = 0; j < columnCount; j++) {
      const int64_t start = (group * columnCount + j) * CSEG_GROUP_POINTS;
      const lanes x = (lanes)point[j];
#pragma clang loop unroll(full)
      for (int v = 0; v < GROUP_VECTORS; v++) {
        const lanes below = lanes_at(boxes->lower + start + v * KERNEL_LANES) - x;
        const lanes above = x - lanes_at(boxes->upper + start + v * KERNEL_LANES);
        const lanes gap = below > above ? below : above;
        const lanes t = gap > 0 ? gap : (lanes)0;
        sums[v] += t * t;
      }
    }
#pragma clang loop unroll(full)
    for (int v = 0; v < GROUP_VECTORS; v++) {
      const int64_t first = group * CSEG_GROUP_POINTS + v * KERNEL_LANES;
      // Differences and their sums keep order when rounded; the shares may lose two last bits.
      *(lanes *)(bounds + first) =
          sums[v] * ward_share(boxes->masses + first, mass) * (lanes)(1 - 0x1p-20f);
    }
  }
}

/// How large a score may be while it could belong to the smallest, one of which is `score`.
KERNEL_INLINE float ward_limit(float score, cseg_ward_margin margin) {
  const double root = (sqrt((double)score) + margin.absolute) * margin.factor + margin.absolute;
  const double limit = root * root * (1 + 0x1p-20);
  return limit < FLT_MAX ? (float)limit : FLT_MAX;
}

/// Boxes that are looked into in the order of their bounds, before all others.
#define NEAREST_BOXES 4

/// Looks into one box; lowers the limit with every candidate.
KERNEL_INLINE int64_t search_box(const cseg_points *points, int64_t box, const float *point,
                                 float mass, cseg_ward_margin margin, float *limit,
                                 cseg_candidate *candidates, int64_t count) {
  const int64_t group = box * CSEG_BOX_GROUPS;
  group_sums sums[CSEG_BOX_GROUPS];
  sum_differences(points->groups + group * points->columnCount * CSEG_GROUP_POINTS, CSEG_BOX_GROUPS,
                  points->columnCount, point, CSEG_SQUARES, sums);
#pragma clang loop unroll(full)
  for (int g = 0; g < CSEG_BOX_GROUPS; g++)
#pragma clang loop unroll(full)
    for (int v = 0; v < GROUP_VECTORS; v++) {
      const int64_t first = (group + g) * CSEG_GROUP_POINTS + v * KERNEL_LANES;
      const lanes other = lanes_at(points->masses + first);
      // Multiplied instead of divided, which would take longer than all the rest.
      const lanes product = sums[g].of[v] * (other * (lanes)mass);
      for (uint64_t bits = bits_of(product <= (lanes)*limit * (other + (lanes)mass)); bits;
           bits &= bits - 1) {
        const int lane = __builtin_ctzll(bits);
        const float score = product[lane] / (other[lane] + mass);
        if (score > *limit) continue;
        candidates[count++] = (cseg_candidate){score, (int32_t)(first + lane)};
        const float lower = ward_limit(score, margin);
        if (lower < *limit) *limit = lower;
      }
    }
  return count;
}

KERNEL_INLINE int64_t next_box(const float *bounds, int64_t box, int64_t end, float limit) {
  while (box < end && bounds[box] > limit) box++;
  return box;
}

KERNEL_INLINE void fetch_box(const cseg_points *points, int64_t box) {
  const int64_t size = points->columnCount * CSEG_GROUP_POINTS * CSEG_BOX_GROUPS;
  const float *const start = points->groups + box * size;
  for (int64_t i = 0; i < size; i += 64 / (int64_t)sizeof *start) __builtin_prefetch(start + i);
}

static int64_t KERNEL_NAME(ward_search)(const cseg_points *points, float *bounds,
                                        int64_t firstBox, int64_t boxCount, const float *point,
                                        float mass, cseg_ward_margin margin, float *limit,
                                        cseg_candidate *candidates) {
  int64_t count = 0;
  // The nearest boxes come first, since they bring the limit down.
  for (int step = 0; step < NEAREST_BOXES; step++) {
    const cseg_nearest_point nearest = smallest(bounds + firstBox, boxCount);
    if (nearest.position < 0 || nearest.best > *limit) return count;
    const int64_t box = firstBox + nearest.position;
    count = search_box(points, box, point, mass, margin, limit, candidates, count);
    bounds[box] = INFINITY;
  }
  const int64_t end = firstBox + boxCount;
  for (int64_t box = next_box(bounds, firstBox, end, *limit); box < end;) {
    // While one box is looked into, the next one is fetched.
    const int64_t next = next_box(bounds, box + 1, end, *limit);
    if (next < end) fetch_box(points, next);
    if (bounds[box] <= *limit)
      count = search_box(points, box, point, mass, margin, limit, candidates, count);
    box = next;
  }
  return count;
}

/// Lists the lanes of a group whose sums are within their limits.
KERNEL_INLINE int64_t list_group(group_sums sums, int64_t group, const float *limits,
                                 int32_t *positions, int64_t count) {
#pragma clang loop unroll(full)
  for (int v = 0; v < GROUP_VECTORS; v++) {
    const int64_t first = group * CSEG_GROUP_POINTS + v * KERNEL_LANES;
    count = list_lanes(sums.of[v] <= lanes_at(limits + first), first, positions, count);
  }
  return count;
}

KERNEL_INLINE int64_t list_closer(const cseg_points *points, int32_t terms, int64_t firstGroup,
                                  int64_t groupCount, const float *point, const float *limits,
                                  int32_t *positions) {
  const int64_t columnCount = points->columnCount, size = columnCount * CSEG_GROUP_POINTS;
  const int64_t end = firstGroup + groupCount;
  group_sums sums[GROUPS_ABREAST];
  int64_t count = 0, group = firstGroup;
  for (; group + GROUPS_ABREAST <= end; group += GROUPS_ABREAST) {
    sum_differences(points->groups + group * size, GROUPS_ABREAST, columnCount, point, terms, sums);
#pragma clang loop unroll(full)
    for (int g = 0; g < GROUPS_ABREAST; g++)
      count = list_group(sums[g], group + g, limits, positions, count);
  }
  for (; group < end; group++) {
    sum_differences(points->groups + group * size, 1, columnCount, point, terms, sums);
    count = list_group(sums[0], group, limits, positions, count);
  }
  return count;
}

static int64_t KERNEL_NAME(closer)(const cseg_points *points, int32_t terms, int64_t firstGroup,
                                   int64_t groupCount, const float *point, const float *limits,
                                   int32_t *positions) {
  // A constant kind of terms keeps the choice out of the loop.
  if (terms == CSEG_SQUARES)
    return list_closer(points, CSEG_SQUARES, firstGroup, groupCount, point, limits, positions);
  return list_closer(points, CSEG_MAGNITUDES, firstGroup, groupCount, point, limits, positions);
}

KERNEL_INLINE void write_distances(const double *groups, int64_t columnCount, int32_t terms,
                                   int64_t groupCount, const double *point, double *sums) {
#pragma STDC FP_CONTRACT OFF
  for (int64_t group = 0; group < groupCount; group++) {
    const double *const start = groups + group * columnCount * CSEG_GROUP_POINTS;
    half_group low = 0, high = 0;
    for (int64_t j = 0; j < columnCount; j++) {
      const half_group x = (half_group)point[j];
      const half_group t = *(const half_group *)(start + j * CSEG_GROUP_POINTS) - x;
      const half_group s = *(const half_group *)(start + j * CSEG_GROUP_POINTS + 8) - x;
      if (terms == CSEG_SQUARES) {
        low = low + t * t;
        high = high + s * s;
      } else {
        low = low + (t < 0 ? -t : t);
        high = high + (s < 0 ? -s : s);
      }
    }
    *(half_group *)(sums + group * CSEG_GROUP_POINTS) = low;
    *(half_group *)(sums + group * CSEG_GROUP_POINTS + 8) = high;
  }
}

static void KERNEL_NAME(distances)(const double *groups, int64_t columnCount, int32_t terms,
                                   int64_t groupCount, const double *point, double *sums) {
  if (terms == CSEG_SQUARES)
    write_distances(groups, columnCount, CSEG_SQUARES, groupCount, point, sums);
  else
    write_distances(groups, columnCount, CSEG_MAGNITUDES, groupCount, point, sums);
}

typedef int64_t half_group_flags __attribute__((ext_vector_type(8), aligned(8)));
typedef int32_t half_group_labels __attribute__((ext_vector_type(8), aligned(4)));

/// Takes in the sums of half a group that are smaller than the smallest so far and belong to points
/// outside of a component.
KERNEL_INLINE void take_outside(const double *values, const int32_t *components,
                                int32_t component, int64_t firstPosition,
                                cseg_outside_point *found) {
  const half_group sums = *(const half_group *)values;
  const half_group_labels labels = *(const half_group_labels *)components;
  const half_group_flags isOutside =
      __builtin_convertvector(labels, half_group_flags) != (half_group_flags)component;
  const half_group_flags isCloser = (sums < (half_group)found->sum) & isOutside;
  if (!__builtin_reduce_or(isCloser)) return;
  for (int lane = 0; lane < 8; lane++)
    if (isCloser[lane] && values[lane] < found->sum) {
      found->sum = values[lane];
      found->position = firstPosition + lane;
    }
}

KERNEL_INLINE cseg_outside_point find_outside(const double *groups, int64_t columnCount,
                                              int32_t terms, int64_t firstGroup,
                                              int64_t groupCount, const double *point,
                                              const int32_t *components, int32_t component,
                                              double limit) {
  cseg_outside_point found = {.sum = limit, .position = -1};
  double sums[CSEG_GROUP_POINTS];
  for (int64_t group = firstGroup; group < firstGroup + groupCount; group++) {
    write_distances(groups + group * columnCount * CSEG_GROUP_POINTS, columnCount, terms, 1, point,
                    sums);
    const int64_t first = group * CSEG_GROUP_POINTS;
    take_outside(sums, components + first, component, first, &found);
    take_outside(sums + 8, components + first + 8, component, first + 8, &found);
  }
  return found;
}

static cseg_outside_point KERNEL_NAME(outside)(const double *groups, int64_t columnCount,
                                               int32_t terms, int64_t firstGroup,
                                               int64_t groupCount, const double *point,
                                               const int32_t *components, int32_t component,
                                               double limit) {
  if (terms == CSEG_SQUARES)
    return find_outside(groups, columnCount, CSEG_SQUARES, firstGroup, groupCount, point,
                        components, component, limit);
  return find_outside(groups, columnCount, CSEG_MAGNITUDES, firstGroup, groupCount, point,
                      components, component, limit);
}

static void KERNEL_NAME(take_roots)(double *values, int64_t count) {
  int64_t i = 0;
  for (; i + 8 <= count; i += 8)
    *(half_group *)(values + i) = __builtin_elementwise_sqrt(*(const half_group *)(values + i));
  for (; i < count; i++) values[i] = sqrt(values[i]);
}

#include "spanning_body.h"

const cseg_hierarchy_kernels KERNEL_TABLE = {
    .ward_bounds = KERNEL_NAME(ward_bounds),
    .ward_search = KERNEL_NAME(ward_search),
    .closer = KERNEL_NAME(closer),
    .distances = KERNEL_NAME(distances),
    .outside = KERNEL_NAME(outside),
    .take_roots = KERNEL_NAME(take_roots),
    .smallest = KERNEL_NAME(smallest),
    .box_gaps = KERNEL_NAME(box_gaps),
    .near_points = KERNEL_NAME(near_points),
    .close_pairs = KERNEL_NAME(close_pairs),
    .points_in_reach = KERNEL_NAME(points_in_reach),
};
