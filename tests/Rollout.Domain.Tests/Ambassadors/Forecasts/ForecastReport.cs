using System.Globalization;
using System.Text;

namespace Rollout.Domain.Tests.Ambassadors.Forecasts;

/// <summary>Writes the report on the quality of forecasts: docs/forecast.md.</summary>
public static class ForecastReport
{
    public static string Of(Calibration calibration, int programmes, int seed)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # How good the forecast is

            "7 of 10, 62% to make it by 4 December" is worth something only if of a hundred such ambassadors about 62 make it. Whether they do was measured on {programmes:N0} simulated
            programmes (seed {seed}) of 8 to 60 ambassadors, a quota of 5 to 15 and a window of 20 to 60 working days. They have what the model (`Forecast`, `PooledPace`) does not: a fifth start late;
            the pace of everyone wanders, and in a third of the programmes it fades by 40%, in a third it spurts at the end; colleagues come in twos and threes; half of those who made their quota rest.
            How far a whole programme may drift was set beforehand (`Coming.Drift`) and not fitted to these. They are simulated, so this says that the arithmetic holds up where its assumptions do not; not that your company behaves like this.

            `ForecastCalibrationTests` simulates fewer with another seed at each run of the tests and asserts what is said here, with margins; with `ROLLOUT_FORECAST_REPORT` set to a file it writes this page.

            ## Said, and what happened
            Ambassadors whose quota was open, at the start and after a quarter, half and three quarters of the window.

            | said | ambassadors | mean of what was said | made it | |
            |---|---:|---:|---:|---|

            """);
        foreach (var bucket in calibration.Told.GroupBy(t => Math.Min(9, (int)(t.Chance * 10))).OrderBy(g => g.Key))
        {
            var (said, made) = (bucket.Average(t => t.Chance), bucket.Average(t => t.Made ? 1.0 : 0));
            text.Append(CultureInfo.InvariantCulture, $"| {bucket.Key * 10}–{(bucket.Key * 10) + 10}% | {bucket.Count():N0} | {said:P0} | {made:P0} | `{Bar(said, made)}` |\n");
        }

        text.Append("""

            In the picture `|` is what was said and `●` what happened, from 0% on the left to 100% on the right.

            ## Against simpler forecasts
            The Brier score is the mean square of what was said less what happened (0 or 1): lower is better, 0.25 is saying 50% every time. A straight line says who goes on like this makes it, yes or no; own pace
            is the Poisson chance of someone's own pace, without anyone else's. The last column is how often the end lay in the interval of 80%.

            | when | straight line | own pace | forecast | interval of 80% held |
            |---|---:|---:|---:|---:|

            """);
        foreach (var moment in Calibration.Moments)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {moment:P0} | {calibration.Brier(moment, t => t.Linear):0.000} | {calibration.Brier(moment, t => t.OwnPace):0.000} | {calibration.Brier(moment, t => t.Chance):0.000} | {calibration.Covered(moment):P0} |\n");
        }

        text.Append("""

            Credits are whole, so an interval that holds at least 80% holds more than that when it is narrow.

            ## Sums
            The sum of 4, of 8 and of all ambassadors, against 80% of their quotas together.

            | ambassadors | when | forecasts | Brier score | mean of what was said | reached | interval of 80% held |
            |---|---|---:|---:|---:|---:|---:|

            """);
        foreach (var group in calibration.Sums.GroupBy(s => (s.Size, s.Moment)).OrderBy(g => g.Key.Size == 0).ThenBy(g => g.Key.Size).ThenBy(g => g.Key.Moment))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {(group.Key.Size == 0 ? "all" : group.Key.Size)} | {group.Key.Moment:P0} | {group.Count():N0} | {group.Average(s => Math.Pow(s.Chance - (s.Reached ? 1 : 0), 2)):0.000} | {group.Average(s => s.Chance):P0} | {group.Average(s => s.Reached ? 1.0 : 0):P0} | {group.Average(s => s.Covered ? 1.0 : 0):P0} |\n");
        }

        return text.ToString().Replace(" %", "%", StringComparison.Ordinal);
    }

    private static string Bar(double said, double made)
    {
        var line = new string('·', 41).ToCharArray();
        line[(int)Math.Round(said * 40)] = '|';
        line[(int)Math.Round(made * 40)] = '●';
        return new string(line);
    }
}
