// Which instruction set's kernels of hierarchies run.

#include "CSegmentationKernels.h"
#include "hierarchy_table.h"

/// The kernels of an instruction set; the baseline's where it is not available.
static const cseg_hierarchy_kernels *kernels_for(int32_t instructionSet) {
  if (!cseg_is_available(instructionSet)) return &cseg_hierarchy_baseline;
  switch (instructionSet) {
#if defined(__x86_64__)
    case CSEG_AVX2: return &cseg_hierarchy_avx2;
    case CSEG_AVX512: return &cseg_hierarchy_avx512;
#elif defined(__aarch64__)
    case CSEG_NEON: return &cseg_hierarchy_neon;
#endif
    default: return &cseg_hierarchy_baseline;
  }
}

void cseg_ward_bounds(int32_t instructionSet, const cseg_boxes *boxes, int64_t groupCount,
                      const float *point, float mass, float *bounds) {
  kernels_for(instructionSet)->ward_bounds(boxes, groupCount, point, mass, bounds);
}

int64_t cseg_ward_search(int32_t instructionSet, const cseg_points *points, float *bounds,
                         int64_t firstBox, int64_t boxCount, const float *point, float mass,
                         cseg_ward_margin margin, float *limit, cseg_candidate *candidates) {
  return kernels_for(instructionSet)
      ->ward_search(points, bounds, firstBox, boxCount, point, mass, margin, limit, candidates);
}

int64_t cseg_closer(int32_t instructionSet, const cseg_points *points, int32_t terms,
                    int64_t firstGroup, int64_t groupCount, const float *point,
                    const float *limits, int32_t *positions) {
  return kernels_for(instructionSet)
      ->closer(points, terms, firstGroup, groupCount, point, limits, positions);
}

void cseg_distances(int32_t instructionSet, const double *groups, int64_t columnCount,
                    int32_t terms, int64_t groupCount, const double *point, double *sums) {
  kernels_for(instructionSet)->distances(groups, columnCount, terms, groupCount, point, sums);
}

cseg_outside_point cseg_nearest_outside(int32_t instructionSet, const double *groups,
                                        int64_t columnCount, int32_t terms, int64_t firstGroup,
                                        int64_t groupCount, const double *point,
                                        const int32_t *components, int32_t component,
                                        double limit) {
  return kernels_for(instructionSet)
      ->outside(groups, columnCount, terms, firstGroup, groupCount, point, components, component,
                limit);
}

void cseg_take_roots(int32_t instructionSet, double *values, int64_t count) {
  kernels_for(instructionSet)->take_roots(values, count);
}

cseg_nearest_point cseg_smallest(int32_t instructionSet, const float *values, int64_t count) {
  return kernels_for(instructionSet)->smallest(values, count);
}

void cseg_box_gaps(int32_t instructionSet, const cseg_boxes *boxes, int64_t firstGroup,
                   int64_t groupCount, const float *corners, int32_t terms, float middleWeight,
                   float *gaps) {
  kernels_for(instructionSet)
      ->box_gaps(boxes, firstGroup, groupCount, corners, terms, middleWeight, gaps);
}

void cseg_near_points(int32_t instructionSet, const cseg_boxed_points *points, int32_t form,
                      int64_t box, const int32_t *others, int64_t otherCount,
                      int32_t *neighbours) {
  kernels_for(instructionSet)->near_points(points, form, box, others, otherCount, neighbours);
}

int64_t cseg_close_pairs(int32_t instructionSet, const cseg_boxed_points *points, int32_t form,
                         int64_t box, const int32_t *others, const float *reaches,
                         const float *scoreLimits, int64_t otherCount, int64_t *next,
                         int32_t *pairs, int64_t capacity, float *tile) {
  return kernels_for(instructionSet)
      ->close_pairs(points, form, box, others, reaches, scoreLimits, otherCount, next, pairs,
                    capacity, tile);
}

int64_t cseg_points_in_reach(int32_t instructionSet, const cseg_boxed_points *points, int32_t form,
                             int64_t box, const int32_t *others, const float *reaches,
                             int64_t otherCount) {
  return kernels_for(instructionSet)
      ->points_in_reach(points, form, box, others, reaches, otherCount);
}
