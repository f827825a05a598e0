import Foundation
import Testing

@testable import SegmentProfiles

/// Whether two numbers agree to a relative tolerance.
func agree(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-10) -> Bool {
  guard let a else { return false }
  return a == b || abs(a - b) <= tolerance * max(abs(a), abs(b))
}

/// Against SciPy 1.17; the hypergeometric probabilities against exact integer arithmetic.
struct DistributionTests {
  @Test(arguments: [
    ([8.0, 100, 30, 20], 1.0513684318879748, 0.29308940863052396),
    ([6.0, 100, 30, 20], -0.02014042710513881, 0.9839313505114482),
    ([2.0, 100, 30, 20], -2.2182685489529472, 0.026536527274184429),
    ([0.0, 100, 30, 20], -3.6135501660720042, 0.00030203288497681203),
    ([20.0, 100, 30, 20], 7.5169802724289241, 5.6055871616621421e-14),
    ([31.0, 1000, 108, 234], 1.3563148817880397, 0.17499900248867561),
    ([179.0, 1000, 394, 269], 10.577382671074457, 3.7940890381242526e-26),
    ([500.0, 5000, 900, 1000], 26.946836553909801, 6.2126344675631956e-160),
    ([0.0, 5000, 900, 1000], -21.024278058010996, 3.93332953742666e-98),
    ([900.0, 5000, 900, 1000], 63.662445871039303, 0),
    ([3.0, 20000, 4000, 300], -10.358854806768953, 3.815021962030548e-25),
    ([1.0, 2, 1, 1], 0.67448975019608171, 0.5),
    // Fewer than the 2.046 that are expected, although the upper tail is the smaller one.
    ([2.0, 1000, 22, 93], -0.0517080429424899, 0.958761328473713),
  ])
  func hypergeometricMidP(_ numbers: [Double], _ v: Double, _ p: Double) {
    let test = HypergeometricDistribution(
      population: numbers[1], marked: numbers[2], drawn: numbers[3]
    ).midPTest(numbers[0])
    #expect(agree(test.vTest, v))
    #expect(agree(test.pValue, p))
  }

  @Test func hypergeometricProbabilitiesSumToOne() {
    let distribution = HypergeometricDistribution(population: 50, marked: 17, drawn: 21)
    let sum = (0...17).reduce(0.0) { $0 + exp(distribution.logProbability(Double($1))) }
    #expect(agree(sum, 1, 1e-13))
    #expect(distribution.logProbability(18) == -.infinity)
  }

  @Test func hypergeometricTestOfHugePopulationsEnds() {
    let distribution = HypergeometricDistribution(population: 4e12, marked: 2e12, drawn: 2e12)
    #expect(abs(distribution.midPTest(1e12).vTest) < 1e-9)
    #expect(distribution.midPTest(1e12 + 5e6).vTest > 4)
  }

  @Test(arguments: [
    (0.0, -0.69314718055994529), (1.96, -3.6889636517296385), (10, -53.231285150512477),
    (19.9, -201.91716770733265), (20.1, -205.92711840194826), (25, -316.63940800802027),
    (40, -804.60844201375392), (100, -5005.5242086942053),
  ])
  func normalTailAndItsInverse(_ z: Double, _ logTail: Double) {
    #expect(agree(NormalDistribution.logUpperTail(z), logTail, 1e-13))
    #expect(abs(NormalDistribution.quantile(logUpperTail: logTail) - z) <= 1e-12 * max(1, z))
  }

  @Test(arguments: [
    (0.1, 1.0, 0.75182963404584924), (3.84, 1, 0.050043521248705189),
    (50, 10, 2.6690834249044951e-07), (5, 10, 0.89117801891415127),
    (1000, 10, 1.870290720915977e-208), (1400, 1393, 0.44234611019765113),
    (1300, 1393, 0.96327745103198581), (200, 3.5, 1.2895667355819379e-42),
    (1e-8, 1, 0.99992021154405264), (700, 2, 9.9295903962651428e-153), (0, 4, 1),
  ])
  func chiSquareTail(_ statistic: Double, _ freedom: Double, _ p: Double) {
    #expect(agree(ChiSquareDistribution.upperTail(statistic, degreesOfFreedom: freedom), p))
  }

  @Test(
    arguments: [
      ([1, 3, 100], 0.39618624961800653), ([2.5, 3, 996], 0.058187418212570265),
      ([40, 7, 999992], 1.14418336601182e-56), ([100, 3, 996], 1.3834136413706959e-56),
      ([0.01, 2, 10], 0.99005972111598139), ([1.001, 999, 1000], 0.49369452718433088),
      ([5000, 2, 147], 6.792131201690683e-136), ([3, 1, 1], 0.33333333333333337),
      ([300, 7, 100000], 0),
    ] as [([Double], Double)])
  func fTail(_ numbers: [Double], _ p: Double) {
    let tail = FDistribution.upperTail(
      between: numbers[0] * numbers[1], within: numbers[2], groupDegreesOfFreedom: numbers[1],
      errorDegreesOfFreedom: numbers[2])
    #expect(agree(tail, p))
  }

  @Test func falseDiscoveryRate() {
    let qValues = FalseDiscoveryRate.qValues([0.01, 0.04, 0.03, 0.005, 0.5, 0.04])
    for (q, expected) in zip(qValues, [0.03, 0.048, 0.048, 0.03, 0.5, 0.048]) {
      #expect(agree(q, expected, 1e-14))
    }
    #expect(FalseDiscoveryRate.qValues([]).isEmpty)
  }
}
