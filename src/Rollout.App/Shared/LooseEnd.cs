using System.Text.Json.Serialization;
using NodaTime;

namespace Rollout.App.Shared;

/// <summary>Something that hangs on one person and needs someone else when they leave.</summary>
/// <param name="Person">The name of the person it hangs on.</param>
/// <param name="What">The infosession, the branch, the check: what it is called.</param>
/// <param name="Href">The page where someone else takes it over.</param>
/// <param name="Day">The day by which someone is needed; null when that is now.</param>
public sealed record LooseEnd(LooseEndKind Kind, string Person, string What, string Href, DateOnly? Day = null)
{
    /// <summary><see cref="What"/> by language, where it is called otherwise in another. The whole is kept with an import, whose reader is not known yet.</summary>
    public IReadOnlyDictionary<string, string> Translations { get; init; } = new Dictionary<string, string>();

    [JsonIgnore]
    public LocalDate? Due => Day is { } day ? LocalDate.FromDateOnly(day) : null;
}

/// <summary>What can hang on a person.</summary>
public enum LooseEndKind
{
    GivesInfosession,
    DirectsBranch,
    ServesAsAmbassador,
    OwnsCheck,
    OwnsCondition,
    IsDeputy,

    /// <summary>A director who works in another branch now. They stay the director until the lead names someone else.</summary>
    DirectorMoved,
}
