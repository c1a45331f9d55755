using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>A stretch of the programme that the lead has closed: its terms are over and its credits stay as they were then.</summary>
public sealed record Season(int Number, Instant ClosedAt, PersonId ClosedBy);

/// <summary>What an ambassador came to in a closed season.</summary>
public sealed record SeasonTerm(int Season, AmbassadorId Ambassador, int Quota, LocalDate From, LocalDate Until, int Done);
