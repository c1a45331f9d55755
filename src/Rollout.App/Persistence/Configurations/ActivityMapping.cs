using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("activity");
        builder.HasKey(a => a.Person);
        builder.HasIndex(a => a.ReportedOn);

        // Deleted with the person.
        builder.HasOne<Person>().WithOne().HasForeignKey<Activity>(a => a.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ActiveWeekMapping : IEntityTypeConfiguration<ActiveWeek>
{
    public void Configure(EntityTypeBuilder<ActiveWeek> builder)
    {
        builder.ToTable("active_weeks");
        builder.HasKey(w => new { w.Person, w.Monday });
        builder.HasIndex(w => w.Monday);
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.Person).OnDelete(DeleteBehavior.Cascade);
    }
}
