using System.ComponentModel.DataAnnotations;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>The form about one branch, as it was typed.</summary>
internal sealed class BranchInput
{
    /// <summary>At which field a rule's refusal is shown.</summary>
    public static readonly IReadOnlyDictionary<Rule, string> RuleFields = new Dictionary<Rule, string>
    {
        [BranchRules.NeedsAName] = nameof(Name),
        [BranchRules.NameIsFree] = nameof(Name),
        [BranchRules.CodeIsThreeLetters] = nameof(Code),
        [BranchRules.CodeIsFree] = nameof(Code),
        [BranchRules.OpensBeforeItCloses] = nameof(ClosesAt),
        [BranchRules.SpeaksALanguageOfTheRollout] = nameof(Language),
        [BranchRules.DirectorWorksThere] = nameof(Director),
    };

    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    public int Version { get; set; }
    public string? Name { get; set; }

    /// <summary>A <see cref="Rollout.App.Modules.Organisation.FirstStart.Place.Key"/>.</summary>
    [KnownPlace]
    public string? Place { get; set; }

    public string? Code { get; set; }

    [Required(ErrorMessage = "branches.time-needed"), RegularExpression("([01][0-9]|2[0-3]):[0-5][0-9]", ErrorMessage = "branches.time-needed")]
    public string? OpensAt { get; set; } = "09:00";

    [Required(ErrorMessage = "branches.time-needed"), RegularExpression("([01][0-9]|2[0-3]):[0-5][0-9]", ErrorMessage = "branches.time-needed")]
    public string? ClosesAt { get; set; } = "17:00";

    public Guid? Director { get; set; }
    public string? Language { get; set; }

    public static BranchInput Of(BranchToEdit branch) => new()
    {
        Version = branch.Version,
        Name = branch.Name,
        Place = new Place(branch.Country, branch.Zone).Key,
        Code = branch.Code,
        OpensAt = Time.Format(branch.OpensAt),
        ClosesAt = Time.Format(branch.ClosesAt),
        Director = branch.Director?.Value,
        Language = branch.Language,
    };

    /// <summary>What the rules say of what can be read, while something cannot.</summary>
    public void Ask(bool isNew) => RuleSet.EnsureAll(
        () => BranchRules.NeedsAName.Ensure(!string.IsNullOrWhiteSpace(Name) && Name.Trim().Length <= Branch.NameLength),
        () => BranchRules.CodeIsThreeLetters.Ensure(isNew || EmailBuilder is { Length: 3 } letters && letters.All(char.IsAsciiLetterUpper)),
        () => BranchRules.OpensBeforeItCloses.Ensure(!Time.Parse(OpensAt ?? "").TryGetValue(default, out var opens) || !Time.Parse(ClosesAt ?? "").TryGetValue(default, out var closes) || opens < closes));

    public NewBranch ToNew() => new(Name ?? "", Places.Find(Place)!, Opens, Closes, Spoken);

    public BranchChange ToChange(BranchId id) => new(id, Version, EmailBuilder, Opens, Closes, Director is { } director ? new PersonId(director) : null, Spoken)
    {
        Name = Name ?? "",
        Place = Places.Find(Place),
    };

    private string EmailBuilder => (Code ?? "").Trim().ToUpperInvariant();

    private LocalTime Opens => Time.Parse(OpensAt!).Value;

    private LocalTime Closes => Time.Parse(ClosesAt!).Value;

    private string? Spoken => string.IsNullOrEmpty(Language) ? null : Language;
}
