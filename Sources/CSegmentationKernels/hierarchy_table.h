// What every instruction set provides for hierarchies.

#pragma once

#include "HierarchyKernels.h"

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
} cseg_hierarchy_kernels;

extern const cseg_hierarchy_kernels cseg_hierarchy_baseline;
#if defined(__x86_64__)
extern const cseg_hierarchy_kernels cseg_hierarchy_avx2, cseg_hierarchy_avx512;
#elif defined(__aarch64__)
extern const cseg_hierarchy_kernels cseg_hierarchy_neon;
#endif
