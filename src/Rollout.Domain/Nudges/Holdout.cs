using System.Buffers.Binary;
using System.Security.Cryptography;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>
/// Chooses by chance who is held out from a version of a rule: one in each block of people of a branch, so that every branch has its share. The chance is a hash of the rule,
/// its version, the branch and the person: the same people in the same place of the line always fall out alike.
/// </summary>
public static class Holdout
{
    /// <param name="percent">One of <see cref="NudgeRuleContent.Holdouts"/>.</param>
    /// <param name="before">How many people of the branch came before these.</param>
    public static HashSet<PersonId> Choose(NudgeRuleId rule, int version, BranchId branch, int percent, int before, IEnumerable<PersonId> people)
    {
        var chosen = new HashSet<PersonId>();
        if (percent == 0)
        {
            return chosen;
        }

        var block = 100 / percent;
        var place = before;
        foreach (var person in people.OrderBy(p => Hash(rule, version, p.Value, 0)))
        {
            if ((int)(Hash(rule, version, branch.Value, place / block) % (ulong)block) == place % block)
            {
                chosen.Add(person);
            }

            place++;
        }

        return chosen;
    }

    /// <summary>Chooses by chance, apart from who is held back, who is in the second half of a comparison.</summary>
    /// <param name="before">How many people of the branch were in one of the halves before these.</param>
    public static HashSet<PersonId> ChooseSecondHalf(NudgeRuleId rule, int version, BranchId branch, int before, IEnumerable<PersonId> people) => Choose(rule, -version, branch, 50, before, people);

    private static ulong Hash(NudgeRuleId rule, int version, Guid what, int block)
    {
        Span<byte> bytes = stackalloc byte[40];
        rule.Value.TryWriteBytes(bytes);
        what.TryWriteBytes(bytes[16..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[32..], version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[36..], block);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
