using NodaTime;

namespace Rollout.Domain.SharedKernel;

/// <summary>How far ahead anything is planned: a day beyond it has a year that was typed wrong.</summary>
public static class Horizon
{
    public const int Years = 3;

    public static bool Reaches(LocalDate day, LocalDate today) => day <= today.PlusYears(Years);
}
