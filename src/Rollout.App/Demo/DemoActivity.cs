using Rollout.Domain.Ambassadors;
using Rollout.Domain.Participation;

namespace Rollout.App.Demo;

/// <summary>Invents the weeks in which people were on the platform, as reported yesterday. Some of the frequent users share it. <see cref="DemoParticipation"/> does the pilot.</summary>
internal sealed class DemoActivity(DemoCompany company, IReadOnlyList<Ambassador> ambassadors)
{
    private readonly Random _dice = company.Dice;

    public IEnumerable<object> Invent()
    {
        var (reported, serving) = (company.Today.PlusDays(-1), ambassadors.Select(a => a.Person).ToHashSet());
        foreach (var staff in company.Coming.Select(company.StaffOf))
        {
            var withMail = staff.Where(p => p.Email is not null && !serving.Contains(p.Id)).OrderBy(p => p.SearchName, StringComparer.Ordinal).ToList();
            for (var i = 0; i < withMail.Count; i++)
            {
                if (i > 0 && _dice.NextDouble() > 0.3)
                {
                    continue;
                }

                var weeks = i == 0 ? 3 : _dice.Next(0, 5);
                var person = withMail[i].Id;
                var activity = Activity.Reported(person, reported, weeks == 0 ? null : reported.PlusDays(-_dice.Next(0, 3)), closed: false);
                activity.AllowSharing(i > 0 && weeks >= Activity.MinActiveWeeks && _dice.Next(6) == 0);
                yield return activity;
                for (var week = 0; week < weeks; week++)
                {
                    yield return new ActiveWeek(person, ActiveWeek.MondayOf(reported).PlusWeeks(-week));
                }
            }
        }
    }
}
