// What every instruction set provides for hierarchies.

#pragma once

#include "HierarchyKernels.h"
#include "SpanningKernels.h"

typedef struct {
  void (*ward_bounds)(const cseg_boxes *boxes, int64_t groupCount, const float *point, float mass,
                      float *bounds);
  int64_t (*ward_search)(const cseg_points *points, float *bounds, int64_t firstBox,
                         int64_t boxCount, const float *point, float mass, cseg_ward_margin margin,
                         float *limit, cseg_candidate *candidates);
  int64_t (*closer)(const cseg_points *points, int32_t terms, int64_t firstGroup,
                    int64_t groupCount, const float *point, const float *limits,
                    int32_t *positions);
  void (*distances)(const double *groups, int64_t columnCount, int32_t terms, int64_t groupCount,
                    const double *point, double *sums);
  cseg_outside_point (*outside)(const double *groups, int64_t columnCount, int32_t terms,
                                int64_t firstGroup, int64_t groupCount, const double *point,
                                const int32_t *components, int32_t component, double limit);
  void (*take_roots)(double *values, int64_t count);
  cseg_nearest_point (*smallest)(const float *values, int64_t count);
  void (*box_gaps)(const cseg_boxes *boxes, int64_t firstGroup, int64_t groupCount,
                   const float *corners, int32_t terms, float middleWeight, float *gaps);
  void (*near_points)(const cseg_boxed_points *points, int32_t form, int64_t box,
                      const int32_t *others, int64_t otherCount, int32_t *neighbours);
  int64_t (*close_pairs)(const cseg_boxed_points *points, int32_t form, int64_t box,
                         const int32_t *others, const float *reaches, const float *scoreLimits,
                         int64_t otherCount, int64_t *next, int32_t *pairs, int64_t capacity,
                         float *tile);
  int64_t (*points_in_reach)(const cseg_boxed_points *points, int32_t form, int64_t box,
                             const int32_t *others, const float *reaches, int64_t otherCount);
} cseg_hierarchy_kernels;

extern const cseg_hierarchy_kernels cseg_hierarchy_baseline;
#if defined(__x86_64__)
extern const cseg_hierarchy_kernels cseg_hierarchy_avx2, cseg_hierarchy_avx512;
#elif defined(__aarch64__)
extern const cseg_hierarchy_kernels cseg_hierarchy_neon;
#endif
