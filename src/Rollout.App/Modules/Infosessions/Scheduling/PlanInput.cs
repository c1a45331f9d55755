using System.ComponentModel.DataAnnotations;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Shared.Components;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>The planning form as typed: all values are text until they are parsed.</summary>
public sealed class PlanInput : IValidatableObject
{
    /// <summary>The field at which a broken rule is shown.</summary>
    public static readonly IReadOnlyDictionary<Rule, string> RuleFields = new Dictionary<Rule, string>
    {
        [InfosessionRules.TimeExistsOnTheClock] = nameof(Hour),
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
        [InfosessionRules.NotTooFarAhead] = nameof(Date),
        [InfosessionRules.NotOnAPublicHoliday] = nameof(Date),
        [InfosessionRules.FacilitatorMustFacilitate] = nameof(Facilitator),
        [InfosessionRules.BranchIsKnown] = nameof(Branch),
        [InfosessionRules.FacilitatorIsFree] = nameof(Facilitator),
        [InfosessionRules.OnlyItsFacilitator] = nameof(Facilitator),
        [InfosessionRules.InBranchHours] = nameof(OutsideHours),
        [InfosessionRules.BeforeGoLive] = nameof(AfterGoLive),
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

    /// <summary>Confirms a time outside the branch's working hours.</summary>
    public bool OutsideHours { get; set; }

    /// <summary>Confirms a time after the branch's go-live.</summary>
    public bool AfterGoLive { get; set; }

    /// <summary>The version being edited.</summary>
    public int Version { get; set; }

    public TopicId? ChosenTopic => Guid.TryParse(Topic, out var id) ? new TopicId(id) : null;

    /// <summary>The parsed plan, once the input is valid.</summary>
    public PlanRequest Request => new(
        Guid.TryParse(Branch, out var branch) ? new BranchId(branch) : null, Day!.Value + Time!.Value, Number(Minutes), Place, Link, Number(Seats),
        new PersonId(Guid.TryParse(Facilitator, out var person) ? person : default), Language ?? "")
    {
        OutsideHours = OutsideHours,
        AfterGoLive = AfterGoLive,
    };

    /// <summary>What the rules say of the rest, while the day or the hour is missing.</summary>
    public void Ask() => SessionPlan.Validate(Place, Link, Number(Minutes), Number(Seats));

    private LocalDate? Day => FormParsing.Day(Date);

    private LocalTime? Time => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse((Hour ?? "") is { Length: > 5 } longer ? longer[..5] : Hour ?? "") is { Success: true } time ? time.Value : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (bool Fine, string Field, string Key)[] checks =
        [
            (ChosenTopic is not null || Version > 0, nameof(Topic), "plan.topic-needed"),
            (Day is not null, nameof(Date), "plan.date-needed"),
            (Time is not null, nameof(Hour), "plan.hour-needed"),
        ];
        return checks.Where(c => !c.Fine).Select(c => new ValidationResult(c.Key, [c.Field]));
    }

    // What is no number becomes 0, and the rule about lengths or seats says what it must be.
    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
