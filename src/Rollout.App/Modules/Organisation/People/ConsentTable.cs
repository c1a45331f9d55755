using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>The table of consents. Of one person and purpose, one holds at a time.</summary>
internal sealed class ConsentTable : IEntityTypeConfiguration<Consent>, IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } = [PersonReference.To<Consent>(c => c.Person, ReferenceKind.Messages, OnRemoval.Goes)];

    public void Configure(EntityTypeBuilder<Consent> builder)
    {
        builder.ToTable("consents");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Wording).HasMaxLength(Consent.WordingLength);
        builder.Property(c => c.Language).HasMaxLength(2);
        builder.HasIndex(c => c.Person);
        builder.HasIndex(c => new { c.Person, c.Purpose }, "ux_consents_open").IsUnique().HasFilter("withdrawn_at IS NULL");
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.Person).OnDelete(DeleteBehavior.Restrict);
    }

    // The consent of the person who is kept goes on; that of the other ends.
    public Task JoinAsync(RolloutDb db, PersonId kept, PersonId merged, Instant now, CancellationToken ct) =>
        db.Consents.Where(c => c.Person == merged && c.WithdrawnAt == null && db.Consents.Any(k => k.Person == kept && k.Purpose == c.Purpose && k.WithdrawnAt == null))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.WithdrawnAt, now), ct);

    // The wording can hold digits of a number.
    public Task AnonymiseAsync(RolloutDb db, PersonId person, CancellationToken ct) => db.Consents.Where(c => c.Person == person).ExecuteDeleteAsync(ct);
}
