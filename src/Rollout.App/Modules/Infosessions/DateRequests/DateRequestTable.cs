using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.DateRequests;

/// <summary>The table of date requestes.</summary>
internal sealed class DateRequestTable : IEntityTypeConfiguration<DateRequest>, IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } = [PersonReference.To<DateRequest>(w => w.Person, ReferenceKind.Messages, OnRemoval.Goes)];

    public void Configure(EntityTypeBuilder<DateRequest> builder)
    {
        builder.ToTable("date_requests");
        builder.HasKey(w => new { w.Topic, w.Person });
        builder.Property(w => w.Text).HasMaxLength(DateRequest.TextLength);
        builder.HasIndex(w => w.Person);
        builder.HasOne<Topic>().WithMany().HasForeignKey(w => w.Topic).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.Person).OnDelete(DeleteBehavior.Restrict);
    }

    public Task JoinAsync(RolloutDb db, PersonId kept, PersonId merged, Instant now, CancellationToken ct) =>
        db.DateRequests.Where(w => w.Person == merged && db.Set<DateRequest>().Any(o => o.Person == kept && o.Topic == w.Topic)).ExecuteDeleteAsync(ct);

    public Task AnonymiseAsync(RolloutDb db, PersonId person, CancellationToken ct) =>
        db.DateRequests.Where(r => r.Person == person).ExecuteUpdateAsync(set => set.SetProperty(r => r.Text, ""), ct);
}

internal static class DateRequestQueries
{
    extension(RolloutDb db)
    {
        public DbSet<DateRequest> DateRequests => db.Set<DateRequest>();

        /// <summary>The requests that still count: of people who work here and have no place in the topic, and do not wait for one.</summary>
        public IQueryable<DateRequest> FindOpenDateRequests()
        {
            var places = db.Registrations.WithoutDryRuns(db).Where(r =>
                r.State == RegistrationState.Registered || r.State == RegistrationState.Offered || r.State == RegistrationState.Waiting || r.State == RegistrationState.Attended);
            var sessions = db.Infosessions.Where(s => s.State != InfosessionState.Cancelled);
            return db.DateRequests.Where(w => db.People.Any(p => p.Id == w.Person && p.Active)
                && !places.Any(r => r.Person == w.Person && sessions.Any(s => s.Id == r.Infosession && s.Topic == w.Topic)));
        }
    }
}
