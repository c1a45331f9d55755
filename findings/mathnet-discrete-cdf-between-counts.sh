#!/usr/bin/env bash
# MathNet.Numerics 5.0.0 (NuGet).
#
# The cumulative distribution of a count is a step function: "at most 2.5 sign-ups" is "at most 2". Binomial and Hypergeometric of MathNet answer so.
# Poisson, NegativeBinomial and Geometric do not: between two counts they follow the continuous function that passes through the counts. For a mean
# of 3.5, P(X <= 2.5) is said to be 0.43 instead of 0.32. Nothing warns, since the method takes a double and is right at every whole number.
#
# What it means: a threshold that is computed ("70% of the expected 12", "the mean less two deviations") is seldom whole; floor it before asking,
# or a limit of 5% is one of 8%. Seen with Poisson and NegativeBinomial as models of daily counts.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > make.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><InvariantGlobalization>true</InvariantGlobalization></PropertyGroup>
  <ItemGroup><PackageReference Include="MathNet.Numerics" Version="[5.0.0]" /></ItemGroup>
</Project>
P
cat > Program.cs <<'P'
using MathNet.Numerics.Distributions;
var counts = new (string Name, IDiscreteDistribution Of)[]
{
    ("Binomial", new Binomial(0.3, 12)), ("Hypergeometric", new Hypergeometric(50, 20, 10)), ("BetaBinomial", new BetaBinomial(12, 2, 3)),
    ("Poisson", new Poisson(3.5)), ("NegativeBinomial", new NegativeBinomial(2.5, 0.4)), ("Geometric", new Geometric(0.3)),
};
foreach (var (name, of) in counts)
{
    // What the definition says: the sum of the probabilities of every count up to 2.5.
    var sum = Enumerable.Range(of.Minimum, 3 - of.Minimum).Sum(of.Probability);
    Console.WriteLine($"{name}: at 2 {of.CumulativeDistribution(2):0.0000}, at 2.5 {of.CumulativeDistribution(2.5):0.0000}, summed {sum:0.0000}");
}
P
dotnet run -v q | tee seen

diff seen - <<'P' && echo "As described."
Binomial: at 2 0.2528, at 2.5 0.2528, summed 0.2528
Hypergeometric: at 2 0.1390, at 2.5 0.1390, summed 0.1390
BetaBinomial: at 2 0.2445, at 2.5 0.2445, summed 0.2445
Poisson: at 2 0.3208, at 2.5 0.4289, summed 0.3208
NegativeBinomial: at 2 0.4124, at 2.5 0.4869, summed 0.4124
Geometric: at 2 0.5100, at 2.5 0.5900, summed 0.5100
P
