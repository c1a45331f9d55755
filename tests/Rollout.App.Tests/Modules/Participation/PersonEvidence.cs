using NodaTime;
using Rollout.Domain.Participation;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>
/// All that one source's reports say of one person. Statements are collected, never summed: the order in which reports arrive does not matter, and the same
/// report twice says nothing new. Of a report that comes again the last version counts.
/// </summary>
/// <remarks>The program counts whole companies in SQL; a test compares the two over random histories.</remarks>
internal sealed class PersonEvidence
{
    private readonly Dictionary<(LocalDate Day, int Period, string Account), (LocalDate? LastDay, bool Reacted, bool Posted, bool Closed)> _statements = [];

    /// <param name="day">The day of the report.</param>
    /// <param name="period">Its period in days, <paramref name="day"/> included.</param>
    /// <param name="account">One of the person's accounts.</param>
    public void Take(LocalDate day, int period, string account, LocalDate? lastDay, bool reacted, bool posted, bool closed) =>
        _statements[(day, period, account)] = (lastDay, reacted, posted, closed);

    /// <summary>
    /// Whether the person is known to have done it in the window that ends on <paramref name="on"/>. A period counts only when all of it lies in the window.
    /// False is not "has not": reports may be missing.
    /// </summary>
    public bool Did(Figure figure, LocalDate on)
    {
        var since = figure.Since(on);
        return _statements.Any(known => figure switch
        {
            Figure.Visited or Figure.Active => known.Value.LastDay >= since && known.Value.LastDay <= on,
            Figure.Reacted => known.Value.Reacted && Within(known.Key.Day, known.Key.Period),
            Figure.Posted => known.Value.Posted && Within(known.Key.Day, known.Key.Period),
            _ => false,
        });

        bool Within(LocalDate day, int period) => day <= on && day.PlusDays(1 - period) >= since;
    }

    /// <summary>Whether the report of that day says that all accounts it names are closed: then the person is in no figure of that day.</summary>
    public bool IsClosed(LocalDate on)
    {
        var ofTheDay = _statements.Where(known => known.Key.Day == on).ToList();
        return ofTheDay.Count > 0 && ofTheDay.TrueForAll(known => known.Value.Closed);
    }
}
