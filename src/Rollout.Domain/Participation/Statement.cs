using NodaTime;

namespace Rollout.Domain.Participation;

/// <summary>What one report says of one account.</summary>
/// <param name="LastDay">The last day on which it was used; null for never.</param>
/// <param name="Reacted">Whether there were reactions in the report's period.</param>
/// <param name="Posted">Whether something was posted in the report's period.</param>
/// <param name="Closed">Whether the account is suspended or deleted.</param>
public sealed record Statement(ActivityReportId Report, PlatformAccountId Account, LocalDate? LastDay, bool Reacted, bool Posted, bool Closed);
