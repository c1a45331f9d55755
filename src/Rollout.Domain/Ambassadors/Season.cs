using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>A season the lead has closed: its terms are over and its credits no longer change.</summary>
public sealed record Season(int Number, Instant ClosedAt, PersonId ClosedBy);

/// <summary>An ambassador's result in a closed season.</summary>
public sealed record SeasonTerm(int Season, AmbassadorId Ambassador, int Quota, LocalDate From, LocalDate Until, int Done);
