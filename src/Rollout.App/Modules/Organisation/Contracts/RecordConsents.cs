using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>Records what people agree to, in the transaction of the act it allows.</summary>
internal static class RecordConsents
{
    extension(RolloutDb db)
    {
        /// <summary>Records that someone agreed to these words; nothing where they already did. A consent to other words ends.</summary>
        public async Task GiveConsentAsync(PersonId person, ConsentPurpose purpose, string wording, string language, Instant now, CancellationToken ct)
        {
            if (await db.FindConsentAsync(person, purpose, ct) is { } current)
            {
                if (current.Wording == wording)
                {
                    return;
                }

                current.Withdraw(now);
                await db.SaveChangesAsync(ct); // one holds at a time
            }

            db.Consents.Add(Consent.Give(person, purpose, wording, language, now));
        }

        /// <summary>Ends a consent; nothing where none holds.</summary>
        public async Task WithdrawConsentAsync(PersonId person, ConsentPurpose purpose, Instant now, CancellationToken ct) =>
            (await db.FindConsentAsync(person, purpose, ct))?.Withdraw(now);

        private Task<Consent?> FindConsentAsync(PersonId person, ConsentPurpose purpose, CancellationToken ct) =>
            db.Consents.SingleOrDefaultAsync(c => c.Person == person && c.Purpose == purpose && c.WithdrawnAt == null, ct);
    }
}
