using Rollout.App.Modules.Launches.Contracts;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Readiness;

/// <summary>A measure as a row of the form that plans a wave.</summary>
public sealed class MeasureRow
{
    private static readonly Dictionary<Measure, int> UsualDays = new()
    {
        [Measure.Ambassadors] = 21, [Measure.Quota] = 3, [Measure.KickOffPlanned] = 14, [Measure.KickOffInvited] = 7, [Measure.InfosessionReach] = 3,
        [Measure.DirectorProfile] = 10, [Measure.NoOpenFindings] = 5, [Measure.TestMail] = 7,
    };

    public string? Key { get; set; }
    public bool On { get; set; }
    public string? Target { get; set; }
    public string? Days { get; set; }
    public string? Weight { get; set; }

    public Measure Measure => Enum.GetValues<Measure>().First(m => LaunchText.Key(m) == Key);

    public string NameIn(Localizer words) => words[Measure.HasTarget ? $"readiness.{Key}-name" : $"readiness.{Key}"];

    /// <summary>Whether the typed figures can be parsed.</summary>
    public bool IsReadable => !On || (int.TryParse(Days, out var days) && days is >= 0 and <= 365 && (!Measure.HasTarget || int.TryParse(Target, out _)));

    /// <summary>All measures, ticked as in a checklist; with their defaults when there is none.</summary>
    /// <param name="norm">One ambassador for so many people, as the settings say.</param>
    public static IEnumerable<MeasureRow> All(IReadOnlyList<PlannedCheck> checklist, int norm) => Enum.GetValues<Measure>().Select(measure =>
    {
        var line = checklist.FirstOrDefault(c => c.Measure == measure);
        var should = line is null ? measure is Measure.Quota or Measure.InfosessionReach : line.Weight == CheckWeight.Should;
        return new MeasureRow
        {
            Key = LaunchText.Key(measure),
            On = line is not null || (checklist.Count == 0 && measure is Measure.Ambassadors or Measure.KickOffPlanned or Measure.KickOffInvited or Measure.DirectorProfile),
            Target = $"{line?.Target ?? (measure == Measure.Ambassadors ? norm : measure.UsualTarget)}",
            Days = $"{line?.DaysBefore ?? UsualDays[measure]}",
            Weight = should ? "should" : "must",
        };
    });

    public ChecklistLine Line => new(
        "", Weight == "should" ? CheckWeight.Should : CheckWeight.Must, int.Parse(Days!, System.Globalization.CultureInfo.InvariantCulture), null, Measure,
        Measure.HasTarget ? int.Parse(Target!, System.Globalization.CultureInfo.InvariantCulture) : 0);
}
