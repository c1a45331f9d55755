using System.Numerics;
using System.Runtime.InteropServices;
using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>How many messages of a rule are foreseen on a day in a branch, by one channel.</summary>
public sealed record ForeseenMessages(NudgeRuleId Rule, LocalDate Day, BranchId Branch, MessageChannel Channel, int Count);

/// <summary>What the coming days bring, if nobody does a step meanwhile.</summary>
/// <param name="Started">For each rule, how many people it begins for.</param>
/// <param name="HadToWait">For each rule, how many it was for on a day on which their contact budget had no room.</param>
public sealed record Foreseen(IReadOnlyList<ForeseenMessages> Messages, IReadOnlyDictionary<NudgeRuleId, int> Started, IReadOnlyDictionary<NudgeRuleId, int> HadToWait)
{
    public int Total(NudgeRuleId? rule = null) => Messages.Where(m => rule is null || m.Rule == rule).Sum(m => m.Count);
}

/// <summary>
/// Plays the planner day by day over what is known of people now: the same rules, the same order, the same contact budget, and the working days of each branch. Facts stay as
/// they are, weeks go on.
/// </summary>
/// <param name="budget">How many nudges one person gets in seven days.</param>
/// <param name="apart">How many days lie between two at least.</param>
public sealed class NudgeForesight(
    IReadOnlyList<NudgeMatcher> rules, IReadOnlyDictionary<BranchId, WorkingHours> hours, IReadOnlyDictionary<BranchId, NudgeBranch> branches, int budget, int apart, LocalDate from)
{
    /// <summary>How many days lie between two nudges to someone who answers none.</summary>
    public const int DaysApartOfSilent = 28;

    private const int Week = 7;
    // The rules with a week of their own, and the others, which are for someone in every week or in none.
    private readonly List<NudgeMatcher> _byWeek = [.. rules.Where(r => r.Content.Audience is { FromWeek: not null } or { UntilWeek: not null })];
    private readonly List<NudgeMatcher> _always = [.. rules.Where(r => r.Content.Audience is { FromWeek: null, UntilWeek: null })];
    private readonly Dictionary<long, int> _indexes = rules.Select((r, i) => (r.Bit, Index: i)).ToDictionary(r => r.Bit, r => r.Index);
    private readonly Dictionary<(int Rule, int Day, BranchId Branch, MessageChannel Channel), int> _messages = [];
    private readonly int[] _started = new int[rules.Count]; // people: a rule that was reached is not wanted again
    private readonly int[] _waited = new int[rules.Count];

    /// <param name="people">Each once.</param>
    /// <param name="days">At most 50.</param>
    /// <param name="contacts">How many days ago people got their nudges of the last week, if they got any.</param>
    /// <param name="pausedDays">The first days on which nothing leaves.</param>
    public Foreseen Play(IReadOnlyList<NudgePerson> people, int days, IReadOnlyDictionary<PersonId, IReadOnlyList<int>> contacts, int pausedDays = 0)
    {
        var open = hours.ToDictionary(h => h.Key, h => Enumerable.Range(0, days).Select(d => d >= pausedDays && h.Value.Calendar.IsWorkingDay(from.PlusDays(d))).ToArray());
        foreach (var person in people)
        {
            // Contacts are bits, one a day; the last week before comes first.
            var before = contacts.TryGetValue(person.Id, out var ago) ? ago.Aggregate(0L, (bits, d) => bits | (1L << Math.Max(0, Week - Math.Max(1, d)))) : 0L;
            PlayOne(person, days, open[person.Branch], branches[person.Branch].WeeksLive, before);
        }

        return new Foreseen(
            [.. _messages.Select(m => new ForeseenMessages(rules[m.Key.Rule].Rule.Id, from.PlusDays(m.Key.Day), m.Key.Branch, m.Key.Channel, m.Value))],
            rules.Select((r, i) => (r.Rule.Id, Count: _started[i])).ToDictionary(r => r.Id, r => r.Count),
            rules.Select((r, i) => (r.Rule.Id, Count: _waited[i])).ToDictionary(r => r.Id, r => r.Count));
    }

    private void PlayOne(NudgePerson person, int days, bool[] open, int? weeksNow, long contacts)
    {
        var (always, reached, weeks, matching, waited) = (NudgePlanner.Matching(_always, person, weeksNow), person.Reached, int.MinValue, 0L, 0L);
        var running = new List<(int Rule, int Day, int Tries)>(0);
        for (var day = 0; day < days; day++)
        {
            if (weeks != day / Week)
            {
                (weeks, matching) = (day / Week, always | NudgePlanner.Matching(_byWeek, person, weeksNow + (day / Week)));
            }

            var wanted = matching & ~reached;
            if (!open[day] || (wanted == 0 && running.Count == 0))
            {
                continue;
            }

            if (!HasRoom(contacts, day, person.IsSilent ? DaysApartOfSilent : apart))
            {
                waited |= wanted;
                continue;
            }

            if (Next(running, wanted, day) is { } rule)
            {
                reached |= rules[rule].Bit;
                contacts |= 1L << (day + Week);
                var key = (rule, day, person.Branch, rules[rule].ChannelFor(person, HalfOf(rule)) ?? MessageChannel.Mail);
                CollectionsMarshal.GetValueRefOrAddDefault(_messages, key, out _)++;
            }
            else
            {
                reached |= wanted & -wanted; // chance held them out of the first
            }
        }

        for (; waited != 0; waited &= waited - 1)
        {
            _waited[_indexes[waited & -waited]]++;
        }
    }

    /// <summary>The rule that writes to someone today: one that is due again, else the first that begins.</summary>
    private int? Next(List<(int Rule, int Day, int Tries)> running, long wanted, int day)
    {
        var due = running.FindIndex(r => r.Day <= day);
        if (due < 0 && wanted == 0)
        {
            return null;
        }

        var (rule, tries) = due >= 0 ? (running[due].Rule, running[due].Tries) : (_indexes[wanted & -wanted], 0); // the lowest bit is the first in the order
        if (due >= 0)
        {
            running.RemoveAt(due);
        }
        else if (!Start(rule))
        {
            return null;
        }

        if (tries + 1 < rules[rule].Content.Tries)
        {
            running.Add((rule, day + rules[rule].Content.DaysBetween, tries + 1));
        }

        return rule;
    }

    private bool HasRoom(long contacts, int day, int apart)
    {
        var today = day + Week;
        return BitOperations.PopCount((ulong)(contacts & Days(today - Week + 1, today))) < budget && (contacts & Days(Math.Max(0, today - apart + 1), today)) == 0;
    }

    private static long Days(int first, int last) => ((1L << (last - first + 1)) - 1) << first;

    // Every other, as chance does.
    private NudgeHalf? HalfOf(int rule) => rules[rule].Content.Second is null ? null : _started[rule] % 2 == 0 ? NudgeHalf.First : NudgeHalf.Second;

    /// <returns>False for those held out: one in each block, as <see cref="Holdout"/> does.</returns>
    private bool Start(int rule)
    {
        var share = rules[rule].Content.Holdout;
        _started[rule]++;
        return share == 0 || _started[rule] % (100 / share) != 0;
    }
}
