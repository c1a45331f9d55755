using NodaTime;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>One infosession of the preview, with the planner's changes.</summary>
public sealed class SeriesRow(RequestedInfosession wanted)
{
    /// <summary>Whether it is to be created.</summary>
    public bool Chosen { get; set; } = true;

    /// <summary>The time as typed.</summary>
    public string? Hour { get; set; } = Clock(wanted.Plan.Starts.TimeOfDay);

    public string? Place { get; set; } = wanted.Plan.Place;

    public PersonId Facilitator { get; set; } = wanted.Plan.Facilitator;

    /// <summary>The day; another one when it was moved to the next free hour.</summary>
    public LocalDate Date { get; private set; } = wanted.Plan.Starts.Date;

    public RequestedInfosession Wanted => wanted;

    /// <summary>The result of the check; null while it is left out or its time cannot be parsed.</summary>
    public PlanCheck? Check { get; set; }

    /// <summary>Whether it can be checked.</summary>
    public bool IsComplete => Chosen && SeriesInput.Time(Hour) is not null;

    /// <summary>Whether it is created when the button is pressed.</summary>
    public bool IsMade => Chosen && Check is { Refusal: null };

    public void MoveTo(LocalDateTime starts) => (Date, Hour) = (starts.Date, Clock(starts.TimeOfDay));

    public RequestedInfosession With(bool outsideHours, bool afterGoLive) => wanted with
    {
        Plan = wanted.Plan with
        {
            Starts = Date + SeriesInput.Time(Hour)!.Value,
            Place = Place,
            Facilitator = Facilitator,
            OutsideHours = outsideHours,
            AfterGoLive = afterGoLive,
        },
    };

    /// <summary>Creates a row; manual changes made to the same infosession in the previous preview are kept.</summary>
    public static SeriesRow Of(RequestedInfosession wanted, IEnumerable<SeriesRow> before)
    {
        var row = new SeriesRow(wanted);
        if (before.FirstOrDefault(b => b.IsAbout(wanted)) is { } known)
        {
            (row.Chosen, row.Date) = (known.Chosen, known.Date);
            row.Hour = known.Hour == Clock(known.Wanted.Plan.Starts.TimeOfDay) ? row.Hour : known.Hour;
            row.Place = known.Place == known.Wanted.Plan.Place ? row.Place : known.Place;
            row.Facilitator = known.Facilitator == known.Wanted.Plan.Facilitator ? row.Facilitator : known.Facilitator;
        }

        return row;
    }

    private bool IsAbout(RequestedInfosession other) => (other.Topic, other.Plan.Branch, other.Plan.Starts) == (wanted.Topic, wanted.Plan.Branch, wanted.Plan.Starts);

    private static string Clock(LocalTime time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What was created from a preview.</summary>
/// <param name="First">The day of the first.</param>
/// <param name="Published">Whether people can sign up already.</param>
/// <param name="Closed">The topics that are not open, so that what was made cannot be published yet.</param>
public sealed record SeriesResult(IReadOnlyList<InfosessionId> Ids, LocalDate First, bool Published, IReadOnlyList<(TopicId Id, TopicTitle Title)> Closed);
