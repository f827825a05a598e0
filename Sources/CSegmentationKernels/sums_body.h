// Sums over rows of ELEMENT; included by sums.c once for each kind.

/// Adds weight * (row - centre) to the sums of a cluster; a negative weight takes it out.
static inline void SUMS_NAME(add_row)(const cseg_sums *sums, const ELEMENT *row, int32_t cluster,
                                      double weight) {
  const int64_t columnCount = sums->columnCount;
  double *const restrict sum = sums->sums + cluster * columnCount;
  const double *const restrict centre = sums->centre;
  for (int64_t j = 0; j < columnCount; j++) sum[j] += weight * (row[j] - centre[j]);
  sums->masses[cluster] += weight;
  sums->counts[cluster] += weight > 0 ? 1 : weight < 0 ? -1 : 0;
}

void SUMS_NAME(add)(const cseg_sums *sums, const ELEMENT *rows, const double *weights,
                    const int32_t *labels, int64_t rowCount) {
  for (int64_t row = 0; row < rowCount; row++)
    if (labels[row] >= 0)
      SUMS_NAME(add_row)(sums, rows + row * sums->columnCount, labels[row],
                         weights ? weights[row] : 1);
}

void SUMS_NAME(move)(const cseg_sums *sums, const ELEMENT *rows, const double *weights,
                     const int32_t *labels, const int32_t *movedRows, const int32_t *formerLabels,
                     int64_t movedCount) {
  for (int64_t index = 0; index < movedCount; index++) {
    const int64_t row = movedRows[index];
    const ELEMENT *const values = rows + row * sums->columnCount;
    const double weight = weights ? weights[row] : 1;
    if (formerLabels[index] >= 0) SUMS_NAME(add_row)(sums, values, formerLabels[index], -weight);
    if (labels[row] >= 0) SUMS_NAME(add_row)(sums, values, labels[row], weight);
  }
}

void SUMS_NAME(within)(const ELEMENT *rows, const double *weights, const int32_t *labels,
                       int64_t rowCount, const double *centers, int64_t columnCount,
                       double *within) {
  for (int64_t row = 0; row < rowCount; row++) {
    if (labels[row] < 0) continue;
    const ELEMENT *const values = rows + row * columnCount;
    const double *const center = centers + labels[row] * columnCount;
    // Four sums, so that an addition need not wait for the one before it.
    double squares[4] = {0};
    int64_t j = 0;
    for (; j + 4 <= columnCount; j += 4)
      for (int z = 0; z < 4; z++) {
        const double difference = values[j + z] - center[j + z];
        squares[z] += difference * difference;
      }
    for (; j < columnCount; j++) {
      const double difference = values[j] - center[j];
      squares[0] += difference * difference;
    }
    const double square = (squares[0] + squares[1]) + (squares[2] + squares[3]);
    within[labels[row]] += weights ? weights[row] * square : square;
  }
}

#undef ELEMENT
#undef SUMS_NAME
