using System.ComponentModel.DataAnnotations;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.Rules;

namespace Rollout.App.Features.Infosessions;

/// <summary>The planning form as it was typed: everything is text until it is understood.</summary>
public sealed class PlanInput : IValidatableObject
{
    /// <summary>At which field a rule's refusal is shown.</summary>
    public static readonly IReadOnlyDictionary<Rule, string> RuleFields = new Dictionary<Rule, string>
    {
        [InfosessionRules.ClocksSkipThisTime] = nameof(Hour),
        [InfosessionRules.LengthFits] = nameof(Minutes),
        [InfosessionRules.SeatsFit] = nameof(Seats),
        [InfosessionRules.SeatsCoverThoseTaken] = nameof(Seats),
        [InfosessionRules.LanguageIsKnown] = nameof(Language),
        [TopicRules.GivenInItsLanguages] = nameof(Language),
        [InfosessionRules.NeedsAPlaceOrLink] = nameof(Place),
        [InfosessionRules.PlaceFits] = nameof(Place),
        [InfosessionRules.PlaceIsFree] = nameof(Place),
        [InfosessionRules.LinkIsAnAddress] = nameof(Link),
        [InfosessionRules.NotInThePast] = nameof(Date),
        [InfosessionRules.NotOnAPublicHoliday] = nameof(Date),
        [InfosessionRules.FacilitatorMustFacilitate] = nameof(Facilitator),
        [InfosessionRules.FacilitatorIsFree] = nameof(Facilitator),
        [InfosessionRules.OnlyItsFacilitator] = nameof(Facilitator),
        [InfosessionRules.RepeatsFit] = nameof(Times),
    };

    public string? Topic { get; set; }

    /// <summary>Empty when it is online for everyone.</summary>
    public string? Branch { get; set; }

    public string? Date { get; set; }
    public string? Hour { get; set; }
    public string? Minutes { get; set; }
    public string? Place { get; set; }
    public string? Link { get; set; }
    public string? Seats { get; set; }
    public string? Facilitator { get; set; }
    public string? Language { get; set; }

    /// <summary>How many weeks in a row.</summary>
    public string? Times { get; set; } = "1";

    /// <summary>The weeks kept of the preview.</summary>
    public List<int>? Weeks { get; set; }

    public bool Publish { get; set; }

    /// <summary>Which button was pressed.</summary>
    public string? Step { get; set; }

    /// <summary>The version that is being changed.</summary>
    public int Version { get; set; }

    public TopicId? ChosenTopic => Guid.TryParse(Topic, out var id) ? new TopicId(id) : null;

    public int TimesInARow => Number(Times) ?? 0;

    /// <summary>What was typed, once it is valid.</summary>
    public PlanRequest Request => new(
        Guid.TryParse(Branch, out var branch) ? new BranchId(branch) : null, Day!.Value + Time!.Value, Number(Minutes)!.Value, Place, Link, Number(Seats)!.Value,
        new PersonId(Guid.TryParse(Facilitator, out var person) ? person : default), Language ?? "");

    private LocalDate? Day => LocalDatePattern.Iso.Parse(Date ?? "") is { Success: true } date ? date.Value : null;

    private LocalTime? Time => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse((Hour ?? "") is { Length: > 5 } longer ? longer[..5] : Hour ?? "") is { Success: true } time ? time.Value : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (bool Fine, string Field, string Key)[] checks =
        [
            (ChosenTopic is not null || Version > 0, nameof(Topic), "plan.topic-needed"),
            (Day is not null, nameof(Date), "plan.date-needed"),
            (Time is not null, nameof(Hour), "plan.hour-needed"),
            (Number(Minutes) is not null, nameof(Minutes), "plan.minutes-needed"),
            (Number(Seats) is not null, nameof(Seats), "plan.seats-needed"),
            (Number(Times) is not null, nameof(Times), "plan.times-needed"),
        ];
        return checks.Where(c => !c.Fine).Select(c => new ValidationResult(c.Key, [c.Field]));
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
